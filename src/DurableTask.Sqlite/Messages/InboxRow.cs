namespace DurableSagas.DurableTask.Sqlite.Messages;

/// <summary>A message accepted for an instance; sequences grow in the order of acceptance.</summary>
internal sealed record InboxRow(long Sequence, string? ExecutionId, byte[] Event);
