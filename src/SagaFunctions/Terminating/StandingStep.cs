using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.SagaFunctions.Terminating;

/// <summary>What stays of a step when its saga is ended as it stands.</summary>
/// <param name="Step">Of a sub-saga's step, <c>{its name}/{step}</c>.</param>
internal sealed record StandingStep(string Step, StepEffect Stands);
