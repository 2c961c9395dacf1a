namespace DurableSagas.DurableTask.Sqlite.Instances;

/// <summary>An instance's number in the hub, never used twice by one process, and its id, which may be.</summary>
internal readonly record struct InstanceKey(long Key, string Id);
