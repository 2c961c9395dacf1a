namespace DurableSagas.Sagas.Definitions;

/// <summary>A definition and the orchestrator function that runs it.</summary>
public sealed record RegisteredSaga(SagaDefinition Definition, string Orchestrator);
