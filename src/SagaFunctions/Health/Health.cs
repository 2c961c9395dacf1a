namespace DurableSagas.SagaFunctions.Health;

/// <summary>Whether what the app stands on answers; what does not, says why.</summary>
internal sealed record Health(string Status, string Storage, string TaskHub);
