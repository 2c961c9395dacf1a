namespace DurableSagas.Sagas.Outcomes.Interventions;

/// <summary>What an operator did in place of the last attempt at an operation: in the saga's history and outcome for good.</summary>
/// <param name="Step">Of a sub-saga's step, as <c>{its name}/{step}</c>.</param>
/// <param name="Operation">In the words of the saga's protocol.</param>
public sealed record Intervention(string Step, string Operation, InterventionAction Action, string By, string Reason, DateTimeOffset At);
