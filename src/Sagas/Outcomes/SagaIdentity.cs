using DurableSagas.Sagas.Definitions;

namespace DurableSagas.Sagas.Outcomes;

/// <summary>Which saga a history is of.</summary>
public sealed record SagaIdentity(string InstanceId, string Name, Protocol Protocol, int Version);
