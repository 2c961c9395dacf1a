namespace DurableSagas.Participants.Locks;

/// <summary>Nothing was written: another saga is in the middle of changing the row.</summary>
public sealed class LockedException(string partitionKey, string rowKey, LockHolder holder)
    : Exception($"Row '{rowKey}' of partition '{partitionKey}' is locked by '{holder.Owner}'.")
{
    public LockHolder Holder { get; } = holder;
}
