namespace DurableSagas.SagaFunctions.Messages;

/// <summary>A message that was given up.</summary>
/// <param name="Reason">What the last attempt at it failed with.</param>
/// <param name="Body">As it was in its queue.</param>
internal sealed record DeadMessage(string Id, string Queue, DateTimeOffset At, string? Reason, string Body);
