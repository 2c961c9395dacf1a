namespace DurableSagas.Sagas;

/// <summary>Which saga something is about.</summary>
/// <param name="Id">Its instance's id; the run that undoes a sub-saga has another.</param>
/// <param name="Name">Its definition's.</param>
/// <param name="Version">Its definition's; 0 of a declared transaction, whose document is its definition.</param>
public sealed record SagaIdentity(string Id, string Name, Protocol Protocol, int Version);
