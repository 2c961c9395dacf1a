using DurableSagas.Sagas.Steps;

namespace DurableSagas.Sagas.Definitions.Building;

/// <summary>The parts of a step that are code: pure functions of the request and the results so far, since they are replayed.</summary>
/// <param name="Condition">Whether the step is to run; null means always.</param>
/// <param name="SubRequest">The request of the sub-saga, if the step is one.</param>
/// <param name="Lock">What the step locks; null when it does not say.</param>
internal sealed record StepFunctions<TRequest>(
    Func<TRequest, StepResults, bool>? Condition, Func<TRequest, StepResults, object>? SubRequest, Func<TRequest, string?>? Lock = null);
