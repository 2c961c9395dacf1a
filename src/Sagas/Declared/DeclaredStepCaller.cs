using System.Text.Json;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes;
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

    private readonly SagaDefinition _definition = definition;
    private readonly Dictionary<string, JsonElement> _answers = new(StringComparer.Ordinal);

    public override bool IsWanted(int ordinal) => plan[ordinal].Action?.Operation != ParticipantOperation.Commit || !HasVotedReadOnly(plan[ordinal]);

    // Of two participants that lock by the same key each has a lock of its own.
    public override string? LockOf(int ordinal) => plan[ordinal] is { Action.Operation: ParticipantOperation.Prepare, Part: { Locks: { } key } part } ? $"{key}\n{part.Participant.ToUpperInvariant()}" : null;

    /// <inheritdoc/>
    /// <remarks>What comes after the point of no return is built before it, from all that is known: a call that cannot be made must not be promised.</remarks>
    public override string? ObjectionTo(int ordinal)
    {
        if (plan[ordinal].Definition.Kind == StepKind.Compensable || _definition.IsPastPivot(step => State[step].Status))
        {
            return null;
        }

        var results = new KnownResults(AnswerOf) { IsAwaited = name => !HasSucceeded(name) };
        return (
            from step in plan.Index()
            where step.Item.Definition.Kind == StepKind.Retriable && IsWanted(step.Index)
            let fault = CallResolution.FaultOf(step.Item.Action!.Call, results)
            where fault is not null
            select $"{step.Item.Definition.Name} could not be called: {fault}").FirstOrDefault();
    }

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
        var own = step.Part!.Name;
        var promised = PromisedBy(step, planned);
        var call = new ParticipantCall(step.Part.Participant, own, planned.Operation, planned.Call.Method, planned.Call.Path, null)
        {
            IsReadOnly = planned.Operation == ParticipantOperation.Abort && HasVotedReadOnly(step),
            Promised = promised,
            Known = promised is null ? null : KnownTo(promised, own),
            ReservedUntil = planned.Operation == ParticipantOperation.Try ? reservedUntil : null,
        };
        try
        {
            // Nothing is begun that could not be undone: what the compensation will need must be there before the action.
            if (operation == StepOperation.Action && step.Compensation is { } undo && CallResolution.FaultOf(undo.Call, new KnownResults(AnswerOf) { IsAwaited = name => name == own }) is { } fault)
            {
                throw new UnresolvedReferenceException($"Its compensation could not be called: {fault}");
            }

            var resolved = CallResolution.Of(planned.Call, new KnownResults(AnswerOf) { MayBeMissing = operation == StepOperation.Compensation ? own : null });
            return call with { Path = resolved.Path, Body = resolved.Body };
        }
        catch (UnresolvedReferenceException unresolved)
        {
            return call with { Fault = unresolved.Message };
        }
    }

    private JsonElement? AnswerOf(string name)
    {
        if (!_answers.ContainsKey(name) && StepOf(name) is { } step && State.ResultOf(step.Definition.Name) is { } text)
        {
            _answers[name] = text.Deserialize<ForeignJson>(SagaJson.History)!.ToElement();
        }

        return _answers.TryGetValue(name, out var answer) ? answer : null;
    }

    private PlannedStep? StepOf(string name) => plan.FirstOrDefault(step => step.ResultName == name);

    private bool HasSucceeded(string name) => StepOf(name) is { } step && State[plan.Index().First(entry => entry.Item == step).Index].Status == StepStatus.Succeeded;

    private bool HasVotedReadOnly(PlannedStep step) => AnswerOf(step.Part!.Name) is { } answer && Promise.BallotOf(answer)?.Vote == Vote.ReadOnly;

    private PromisedCall[]? PromisedBy(PlannedStep step, PlannedCall planned)
    {
        // The results of plain steps are judged once more before the pivot, together; from then on only each as it comes.
        var isFirstPhase = planned.Operation is ParticipantOperation.Try or ParticipantOperation.Prepare;
        if (!isFirstPhase && planned.Operation != ParticipantOperation.Action)
        {
            return null;
        }

        var name = step.Part!.Name;
        PromisedCall[] promised = [.. (
            from later in plan
            where later == step || (later.Definition.Kind == StepKind.Retriable && (isFirstPhase || step.Definition.Kind != StepKind.Compensable))
            from call in later.Calls
            where call != planned && ResultReferences.In(call.Call, string.Empty).Any(found => found.Reference?.Step == name)
            select new PromisedCall(call.Call, call.Operation, IsOwn: later.Part?.Name == name))];
        return promised.Length == 0 ? null : promised;
    }

    private Dictionary<string, ForeignJson> KnownTo(IEnumerable<PromisedCall> promised, string own) => (
        from call in promised
        from found in ResultReferences.In(call.Call, string.Empty)
        let reference = found.Reference!
        let value = reference.Step != own && AnswerOf(reference.Step) is { } answer ? reference.In(answer) : null
        where value is not null
        select (reference.Text, Value: ForeignJson.Of(value.Value))).DistinctBy(known => known.Text).ToDictionary(known => known.Text, known => known.Value, StringComparer.Ordinal);
}
