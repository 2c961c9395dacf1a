namespace DurableSagas.EmbeddedHost.TaskHub;

/// <summary>A message accepted for an instance; sequences grow in the order of acceptance.</summary>
internal sealed record InboxRow(long Sequence, byte[] Message);
