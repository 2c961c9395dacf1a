namespace DurableSagas.Sagas.Definitions.Catalog;

/// <summary>A definition and the orchestrator function that runs it.</summary>
public sealed record RegisteredSaga(SagaDefinition Definition, string Orchestrator);
