using System.Text.Json;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Running;
using DurableSagas.Sagas.Steps;
using Microsoft.DurableTask;

namespace DurableSagas.Sagas.Declared;

/// <summary>Calls participants: an activity gets its own call with every reference resolved, never the document or other results.</summary>
internal sealed class DeclaredStepCaller(TaskOrchestrationContext context, SagaDefinition definition, DeclaredTransaction document, SagaState state)
    : StepCaller<ParticipantCall>(context, definition, state)
{
    private static readonly Dictionary<string, JsonElement> _none = [];

    public override bool IsWanted(int ordinal) => true;

    public override object SubRequest(int ordinal) => throw new InvalidOperationException($"Step '{document.Steps[ordinal].Name}' is declared, and no sub-saga can be.");

    protected override ParticipantCall PayloadOf(int ordinal, StepOperation operation)
    {
        var step = document.Steps[ordinal];
        var call = operation == StepOperation.Action ? step.Action : step.Compensation!;
        try
        {
            // Nothing is begun that could not be undone: what the compensation will need must be there before the action.
            if (operation == StepOperation.Action && step.Compensation is { } undo && ResultReferences.Missing(undo, State.Results, step.Name) is { } missing)
            {
                throw new UnresolvedReferenceException($"Its compensation could not be called: there is no '{missing.Path}' in the result of step '{missing.Step}'.");
            }

            var resolution = new CallResolution(State.Results, mayBeMissing: operation == StepOperation.Compensation ? step.Name : null);
            var body = call.Body is { } declared ? resolution.Resolve(declared) : (JsonElement?)null;
            return new ParticipantCall(step.Participant, call.Method, resolution.Resolve(call.Path), body);
        }
        catch (UnresolvedReferenceException unresolved)
        {
            return new ParticipantCall(step.Participant, call.Method, call.Path, null, unresolved.Message);
        }
    }

    protected override IReadOnlyDictionary<string, JsonElement> ResultsFor(int ordinal) => _none;
}
