using Azure.Data.Tables;

namespace DurableSagas.Participants.Locks;

/// <summary>A flag on a business row: a saga is in the middle of changing it, and others are refused or wait.</summary>
/// <remarks>
/// Two columns of the row that it guards, so taking, seeing and releasing it cost no request, and the row's ETag settles
/// every race: who changes the row without having seen the lock loses its commit. Set it in a step's change and release it
/// in the change that ends the saga there, the confirming one or the compensation. It is never dropped because time has
/// passed: <see cref="LockHolder.Until"/> only says when to ask what has become of the holder.
/// <code>
/// account.RefuseOthers(call.Saga);                  // throws LockedException
/// account.TakeLock(call.Saga, until);               // then transaction.Update(account)
/// account.ReleaseLock(call.Saga);                   // false: another's, or nobody's
/// </code>
/// </remarks>
public static class SemanticLock
{
    public const string LockedBy = nameof(LockedBy);
    public const string LockedUntil = nameof(LockedUntil);

    /// <summary>Null when nobody holds the row.</summary>
    public static LockHolder? FindLock(this TableEntity row) =>
        row.GetString(LockedBy) is { Length: > 0 } owner ? new LockHolder(owner, row.GetDateTimeOffset(LockedUntil)) : null;

    /// <exception cref="LockedException">Another owner holds the row.</exception>
    public static void RefuseOthers(this TableEntity row, string owner)
    {
        if (row.FindLock() is { } holder && holder.Owner != owner)
        {
            throw new LockedException(row.PartitionKey, row.RowKey, holder);
        }
    }

    /// <param name="until">When others may begin to ask about the owner; null for never.</param>
    /// <exception cref="LockedException">Another owner holds the row.</exception>
    public static void TakeLock(this TableEntity row, string owner, DateTimeOffset? until)
    {
        ArgumentException.ThrowIfNullOrEmpty(owner);
        row.RefuseOthers(owner);
        row[LockedBy] = owner;
        row[LockedUntil] = until;
    }

    /// <returns>False when the owner does not hold the row, which is then unchanged.</returns>
    public static bool ReleaseLock(this TableEntity row, string owner)
    {
        if (row.FindLock()?.Owner != owner)
        {
            return false;
        }

        return row.Remove(LockedBy) | row.Remove(LockedUntil);
    }
}
