namespace DurableSagas.SagaFunctions.Health;

/// <summary>Whether what the app stands on answers; what does not, says why.</summary>
public sealed record Health(string Status, string Storage, string TaskHub);
