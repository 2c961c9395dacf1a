using Azure.Data.Tables;
using DurableSagas.Participants.Barriers;
using DurableSagas.Participants.Locks;
using DurableSagas.Participants.Tables;

namespace DurableSagas.Participants.Leases;

/// <summary>Grants leases on the partitions of a table, and fences the writes made under them.</summary>
/// <remarks>
/// A lease may run out under its holder at any moment, so it alone protects nothing: what is written under it goes through
/// <see cref="WriteAsync"/> or <see cref="FenceAsync"/>, which write the lease's row in the same table transaction, unless
/// its token has grown. Acquiring takes a read and a write, renewing and releasing too; fencing adds them to the transaction.
/// <code>
/// var lease = await leases.AcquireAsync(partition, "settlement", Environment.MachineName, duration, patience, token);
/// await leases.WriteAsync(lease, [new(TableTransactionActionType.UpdateReplace, row, row.ETag)], token);
/// await leases.ReleaseAsync(lease, token);
/// </code>
/// </remarks>
public sealed class LeaseTable(TableClient table, RaceLimits? limits = null, TimeProvider? timeProvider = null)
{
    private readonly TimeProvider _time = timeProvider ?? TimeProvider.System;
    private readonly TableRace _race = new(table, limits, timeProvider);

    // Only the lease's own row, the first of its transaction: what the caller's rows meet is the caller's.
    private readonly TableRace _fencedRace = new(table, limits, timeProvider)
    {
        IsLost = failure => failure is TableTransactionFailedException { FailedTransactionActionIndex: 0 } && TableConflict.Is(failure),
    };

    /// <summary>At once; null when another holds it. The holder itself gets its lease again, with the same token.</summary>
    public async Task<Lease?> TryAcquireAsync(string partitionKey, string name, string owner, TimeSpan duration, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(owner);

        return await _race.RunAsync(partitionKey, LeaseRow.Key(name), async token =>
        {
            var row = await ReadAsync(partitionKey, name, token) ?? LeaseRow.New(partitionKey, name);
            var isFree = row.IsFree(_time.GetUtcNow());

            if (!isFree && !row.IsOwnedBy(owner))
            {
                return null;
            }

            var lease = row.Grant(name, owner, _time.GetUtcNow() + duration, anew: isFree);
            await table.PutAsync(row, token);
            return lease;
        }, cancellationToken);
    }

    /// <summary>Waits for a holder to release it or to let it run out.</summary>
    /// <exception cref="LockedException">It is still another's when patience has ended.</exception>
    public Task<Lease> AcquireAsync(
        string partitionKey, string name, string owner, TimeSpan duration, Patience patience, CancellationToken cancellationToken) =>
        patience.WaitAsync(
            _time,
            async token => await TryAcquireAsync(partitionKey, name, owner, duration, token)
                ?? throw new LockedException(partitionKey, LeaseRow.Key(name), new LockHolder("another holder", null)),
            cancellationToken);

    /// <summary>Also after it has run out, as long as nobody else has acquired it since.</summary>
    /// <exception cref="LeaseLostException">It was released, or is another's.</exception>
    public Task<Lease> RenewAsync(Lease lease, TimeSpan duration, CancellationToken cancellationToken) =>
        _race.RunAsync(lease.PartitionKey, LeaseRow.Key(lease.Name), async token =>
        {
            var row = await RequireAsync(lease, token);
            var renewed = row.Grant(lease.Name, lease.Owner, _time.GetUtcNow() + duration, anew: false);
            await table.PutAsync(row, token);
            return renewed;
        }, cancellationToken);

    /// <summary>Does nothing when the lease is lost already.</summary>
    public Task ReleaseAsync(Lease lease, CancellationToken cancellationToken) =>
        _race.RunAsync(lease.PartitionKey, LeaseRow.Key(lease.Name), async token =>
        {
            if (await ReadAsync(lease.PartitionKey, lease.Name, token) is not { } row || !row.IsHeldBy(lease))
            {
                return false;
            }

            row.Free();
            await table.PutAsync(row, token);
            return true;
        }, cancellationToken);

    /// <summary>Commits writes to the lease's partition, all or none, unless a newer token has been granted.</summary>
    /// <exception cref="LeaseLostException">A newer token has been granted: nothing was written.</exception>
    public Task WriteAsync(Lease lease, IEnumerable<TableTransactionAction> writes, CancellationToken cancellationToken)
    {
        TableTransactionAction[] all = [.. writes];

        return _fencedRace.RunAsync(lease.PartitionKey, LeaseRow.Key(lease.Name), async token =>
        {
            // Each time anew: it tells whether the lease is lost, or was only renewed.
            var row = await RequireAsync(lease, token);
            return await table.SubmitTransactionAsync([new(TableTransactionActionType.UpdateReplace, row, row.ETag), .. all], token);
        }, cancellationToken);
    }

    /// <summary>Makes a barrier's transaction one that commits only while no newer token has been granted.</summary>
    /// <exception cref="LeaseLostException">A newer token has been granted.</exception>
    public static async Task FenceAsync(BarrierTransaction transaction, Lease lease, CancellationToken cancellationToken)
    {
        var row = await transaction.GetAsync<TableEntity>(LeaseRow.Key(lease.Name), cancellationToken);
        transaction.Update(Checked(row, lease));
    }

    private async Task<TableEntity> RequireAsync(Lease lease, CancellationToken cancellationToken) =>
        Checked(await ReadAsync(lease.PartitionKey, lease.Name, cancellationToken), lease);

    private static TableEntity Checked(TableEntity? row, Lease lease) =>
        row is not null && row.IsHeldBy(lease) ? row : throw new LeaseLostException(lease, row?.NewestToken() ?? 0);

    private Task<TableEntity?> ReadAsync(string partitionKey, string name, CancellationToken cancellationToken) =>
        table.FindAsync(partitionKey, LeaseRow.Key(name), cancellationToken);
}
