using System.Text.Json;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Running;
using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.TwoPhaseCommit;
using Microsoft.DurableTask;

namespace DurableSagas.Sagas.Declared;

/// <summary>Calls participants: an activity gets its own call with every reference resolved, never the document or other results.</summary>
internal sealed class DeclaredStepCaller(TaskOrchestrationContext context, SagaDefinition definition, IReadOnlyList<PlannedStep> plan, DateTimeOffset? reservedUntil, SagaState state)
    : StepCaller<ParticipantCall?>(context, definition, state)
{
    private static readonly Dictionary<string, JsonElement> _none = [];

    public override bool IsWanted(int ordinal) => plan[ordinal].Action?.Operation != ParticipantOperation.Commit || !HasVotedReadOnly(plan[ordinal]);

    public override string? LockOf(int ordinal) => null;

    public override object SubRequest(int ordinal) => throw new InvalidOperationException($"Step '{plan[ordinal].Definition.Name}' is declared, and no sub-saga can be.");

    // A decision is nobody's call: what it needs to know is the transaction's id.
    protected override ParticipantCall? PayloadOf(int ordinal, StepOperation operation)
    {
        var step = plan[ordinal];
        return (operation == StepOperation.Action ? step.Action : step.Compensation) is { } planned ? CallOf(step, planned, operation) : null;
    }

    protected override IReadOnlyDictionary<string, JsonElement> ResultsFor(int ordinal) => _none;

    private ParticipantCall CallOf(PlannedStep step, PlannedCall planned, StepOperation operation)
    {
        var results = ResultsByName();
        var call = new ParticipantCall(step.Part!.Participant, step.Part.Name, planned.Operation, planned.Call.Method, planned.Call.Path, null)
        {
            IsReadOnly = planned.Operation == ParticipantOperation.Abort && HasVotedReadOnly(step),
            Promised = PromisedBy(step, planned),
            ReservedUntil = planned.Operation == ParticipantOperation.Try ? reservedUntil : null,
        };
        try
        {
            // Nothing is begun that could not be undone: what the compensation will need must be there before the action.
            if (operation == StepOperation.Action && step.Compensation is { } undo && ResultReferences.Missing(undo.Call, results, step.Part.Name) is { } missing)
            {
                throw new UnresolvedReferenceException($"Its compensation could not be called: there is no '{missing.Path}' in the result of step '{missing.Step}'.");
            }

            var resolution = new CallResolution(results, mayBeMissing: operation == StepOperation.Compensation ? step.Part.Name : null);
            var body = planned.Call.Body is { } declared ? resolution.Resolve(declared) : (JsonElement?)null;
            return call with { Body = body, Path = resolution.Resolve(planned.Call.Path) };
        }
        catch (UnresolvedReferenceException unresolved)
        {
            return call with { Fault = unresolved.Message };
        }
    }

    private Dictionary<string, JsonElement> ResultsByName()
    {
        var results = State.Results;
        return plan.Where(step => step.ResultName is not null && results.ContainsKey(step.Definition.Name))
            .ToDictionary(step => step.ResultName!, step => results[step.Definition.Name], StringComparer.Ordinal);
    }

    private bool HasVotedReadOnly(PlannedStep step) =>
        ResultsByName().TryGetValue(step.Part!.Name, out var answer) && Promise.BallotOf(answer)?.Vote == Vote.ReadOnly;

    private PromisedResult[]? PromisedBy(PlannedStep step, PlannedCall planned)
    {
        if (planned.Operation is not (ParticipantOperation.Try or ParticipantOperation.Prepare))
        {
            return null;
        }

        var name = step.Part!.Name;
        PromisedResult[] promised = [.. (
            from later in plan
            where later.ResultName is null
            from call in later.Calls
            from found in ResultReferences.In(call.Call, string.Empty)
            where found.Reference?.Step == name
            select new PromisedResult(found.Reference!.Path, IsInPath: found.Place == "/path", IsOwn: later.Part?.Name == name)).Distinct()];
        return promised.Length == 0 ? null : promised;
    }
}
