namespace DurableSagas.Participants.Outboxes;

/// <summary>An event that was committed together with the change that it tells of.</summary>
/// <param name="Id">The same each time it is relayed: consumers drop one that they know.</param>
/// <param name="Entity">What it is about; events of one entity are relayed in order.</param>
/// <param name="Saga">The instance id of the saga whose step made the change.</param>
public sealed record OutboxEvent(string Id, string Entity, string Type, string Body, string Saga);
