using Azure;
using Azure.Data.Tables;
using DurableSagas.Participants.Barriers;
using DurableSagas.Participants.Locks;

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
public sealed class LeaseTable(TableClient table, TimeProvider? timeProvider = null)
{
    // A conflict means that the row has changed; each time it is read again, and usually tells that the lease is lost.
    private const int MaximumAttempts = 40;

    private readonly TimeProvider _time = timeProvider ?? TimeProvider.System;

    /// <summary>At once; null when another holds it. The holder itself gets its lease again, with the same token.</summary>
    public async Task<Lease?> TryAcquireAsync(string partitionKey, string name, string owner, TimeSpan duration, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(owner);

        for (var attempt = 1; ; attempt++)
        {
            var row = await ReadAsync(partitionKey, name, cancellationToken) ?? LeaseRow.New(partitionKey, name);
            var isFree = row.IsFree(_time.GetUtcNow());

            if (!isFree && !row.IsOwnedBy(owner))
            {
                return null;
            }

            var lease = row.Grant(name, owner, _time.GetUtcNow() + duration, anew: isFree);

            if (await PutAsync(row, attempt, cancellationToken))
            {
                return lease;
            }
        }
    }

    /// <summary>Waits for a holder to release it or to let it run out.</summary>
    /// <exception cref="LockedException">It is still another's when patience has ended.</exception>
    public Task<Lease> AcquireAsync(string partitionKey, string name, string owner, TimeSpan duration, Patience patience, CancellationToken cancellationToken) =>
        patience.WaitAsync(
            _time,
            async token => await TryAcquireAsync(partitionKey, name, owner, duration, token)
                ?? throw new LockedException(partitionKey, LeaseRow.Key(name), new LockHolder("another holder", null)),
            cancellationToken);

    /// <summary>Also after it has run out, as long as nobody else has acquired it since.</summary>
    /// <exception cref="LeaseLostException">It was released, or is another's.</exception>
    public async Task<Lease> RenewAsync(Lease lease, TimeSpan duration, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var row = await RequireAsync(lease, cancellationToken);
            var renewed = row.Grant(lease.Name, lease.Owner, _time.GetUtcNow() + duration, anew: false);

            if (await PutAsync(row, attempt, cancellationToken))
            {
                return renewed;
            }
        }
    }

    /// <summary>Does nothing when the lease is lost already.</summary>
    public async Task ReleaseAsync(Lease lease, CancellationToken cancellationToken)
    {
        for (var attempt = 1; await ReadAsync(lease.PartitionKey, lease.Name, cancellationToken) is { } row && row.IsHeldBy(lease); attempt++)
        {
            row.Free();

            if (await PutAsync(row, attempt, cancellationToken))
            {
                return;
            }
        }
    }

    /// <summary>Commits writes to the lease's partition, all or none, unless a newer token has been granted.</summary>
    /// <exception cref="LeaseLostException">A newer token has been granted: nothing was written.</exception>
    public async Task WriteAsync(Lease lease, IEnumerable<TableTransactionAction> writes, CancellationToken cancellationToken)
    {
        TableTransactionAction[] all = [.. writes];

        for (var attempt = 1; ; attempt++)
        {
            var row = await RequireAsync(lease, cancellationToken);

            try
            {
                await table.SubmitTransactionAsync([new(TableTransactionActionType.UpdateReplace, row, row.ETag), .. all], cancellationToken);
                return;
            }
            catch (TableTransactionFailedException failure) when (failure is { Status: 412, FailedTransactionActionIndex: 0 } && attempt < MaximumAttempts)
            {
                // Lost, or only renewed: the row tells.
            }
        }
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

    private async Task<TableEntity?> ReadAsync(string partitionKey, string name, CancellationToken cancellationToken)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(partitionKey, LeaseRow.Key(name), cancellationToken: cancellationToken);
        return row.HasValue ? row.Value : null;
    }

    private async Task<bool> PutAsync(TableEntity row, int attempt, CancellationToken cancellationToken)
    {
        try
        {
            _ = row.ETag == default
                ? await table.AddEntityAsync(row, cancellationToken)
                : await table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, cancellationToken);
            return true;
        }
        catch (RequestFailedException failure) when (failure.Status is 409 or 412 && attempt < MaximumAttempts)
        {
            return false;
        }
    }
}
