namespace DurableSagas.SagaFunctions.Storage;

/// <summary>A table that must exist before the first function runs.</summary>
internal sealed record RequiredTable(string Name);
