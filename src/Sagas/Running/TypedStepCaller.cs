using System.Text.Json;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Steps;
using Microsoft.DurableTask;

namespace DurableSagas.Sagas.Running;

/// <summary>Calls the activities of a saga defined in code: each gets the whole request and every result so far.</summary>
internal sealed class TypedStepCaller<TRequest>(TaskOrchestrationContext context, SagaDefinition<TRequest> definition, TRequest request, SagaState state)
    : StepCaller<TRequest>(context, definition, state)
{
    public override bool IsWanted(int ordinal) => definition.Functions[ordinal].Condition is not { } condition || condition(request, new StepResults(State.Results));

    public override string? LockOf(int ordinal) => definition.Functions[ordinal].Lock?.Invoke(request);

    public override object SubRequest(int ordinal) => definition.Functions[ordinal].SubRequest!(request, new StepResults(State.Results));

    protected override TRequest PayloadOf(int ordinal, StepOperation operation) => request;

    protected override IReadOnlyDictionary<string, JsonElement> ResultsFor(int ordinal) => State.Results;
}
