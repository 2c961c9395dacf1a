namespace DurableSagas.SagaFunctions.Tests.Events;

/// <summary>The request of the saga whose step is undone by event.</summary>
public sealed record TakeBack(string Member, string Note);
