namespace DurableSagas.Sagas.Steps.Interventions;

/// <summary>The saga was settled by hand while it was stuck: its last attempt is not made again, and no view is told anything else.</summary>
internal sealed class StepSettledException(string message) : Exception(message);
