using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Definitions.Building;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Steps;

namespace DurableSagas.Sagas.Running;

/// <summary>The steps of a saga that is defined in code, for one request: their activities get all of it, and every result so far.</summary>
internal static class TypedSteps
{
    public static IReadOnlyList<RunStep> Of<TRequest>(SagaDefinition<TRequest> definition, TRequest request) =>
        [.. definition.Steps.Zip(definition.Functions, (step, functions) => Of(step, functions, request))];

    /// <summary>Null when the saga has no result.</summary>
    public static Func<SagaState, ForeignJson>? ResultOf<TRequest>(SagaDefinition<TRequest> definition, TRequest request) =>
        definition.Result is { } result ? state => ForeignJson.From(result(request, new StepResults(state.Results))) : null;

    private static RunStep Of<TRequest>(StepDefinition step, StepFunctions<TRequest> functions, TRequest request) => new(step)
    {
        IsWanted = state => functions.Condition is not { } condition || condition(request, new StepResults(state.Results)),
        Lock = functions.Lock?.Invoke(request),
        RequestOf = (_, _) => request,
        SeesResults = true,
        SubRequest = functions.SubRequest is { } sub ? state => sub(request, new StepResults(state.Results)) : null,
    };
}
