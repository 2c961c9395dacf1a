using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Interventions;

namespace DurableSagas.Sagas.Steps.Interventions;

/// <summary>What an operator has decided about a stuck attempt: one of the two is there.</summary>
/// <param name="Intervention">What is taken in its place.</param>
/// <param name="Result">With <see cref="InterventionAction.GiveResult"/>, the step's result, as JSON.</param>
/// <param name="Settlement">That it is not made again.</param>
public sealed record OperatorDecision(Intervention? Intervention, string? Result = null, Settlement? Settlement = null);
