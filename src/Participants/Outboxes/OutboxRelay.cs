using Azure;
using Azure.Data.Tables;
using DurableSagas.Participants.Tables;
using DurableSagas.Sagas.Texts;

namespace DurableSagas.Participants.Outboxes;

/// <summary>Publishes the events of an outbox at least once, those of one entity in order, and removes them.</summary>
/// <remarks>
/// Drive it with <see cref="RelayAsync(CancellationToken)"/> from a timer, or with <see cref="RelayAsync(string, CancellationToken)"/>
/// from a queue or from the activity that has just committed. Any number may run at once: an event may then be published
/// twice, and a repetition may come after later ones, but each event's first publication follows that of the one before.
/// A failed publication holds back its own entity only, and is counted on the event's row.
/// </remarks>
/// <param name="publish">Returns when the event is safe with others; throws when it is not.</param>
/// <param name="batch">Events of one partition, and partitions, in one run.</param>
public sealed class OutboxRelay(TableClient table, Func<OutboxEvent, CancellationToken, Task> publish, int batch = 100)
{
    private const int MaximumError = 1_000;

    /// <summary>Relays what waits in the partitions that stand in the register, as far as a batch goes.</summary>
    public async Task<RelayResult> RelayAsync(CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {OutboxRow.Register}");
        var partitions = await table.QueryAsync<TableEntity>(filter, batch, cancellationToken: cancellationToken).Take(batch).ToListAsync(cancellationToken);
        var (relayed, blocked) = (0, new Dictionary<string, string>());

        foreach (var registration in partitions)
        {
            var one = await RelayAsync(registration.GetString(OutboxRow.Partition), registration, cancellationToken);
            relayed += one.Relayed;

            foreach (var (entity, error) in one.Blocked)
            {
                blocked[entity] = error;
            }
        }

        return new RelayResult(relayed, blocked);
    }

    /// <summary>Relays what waits in one partition, as far as a batch goes.</summary>
    public async Task<RelayResult> RelayAsync(string partitionKey, CancellationToken cancellationToken)
    {
        var registration = await table.FindAsync(OutboxRow.Register, OutboxRow.NewRegistration(partitionKey).RowKey, cancellationToken);
        return await RelayAsync(partitionKey, registration, cancellationToken);
    }

    private async Task<RelayResult> RelayAsync(string partitionKey, TableEntity? registration, CancellationToken cancellationToken)
    {
        var head = await table.FindAsync(partitionKey, OutboxRow.Head, cancellationToken);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partitionKey} and RowKey ge {OutboxRow.First} and RowKey lt {OutboxRow.End}");
        var waiting = await table.QueryAsync<TableEntity>(filter, batch, cancellationToken: cancellationToken).Take(batch).ToListAsync(cancellationToken);
        var (relayed, blocked) = (0, new Dictionary<string, string>());

        foreach (var row in waiting.Where(row => !blocked.ContainsKey(OutboxRow.ToEvent(row).Entity)))
        {
            if (await PublishAsync(row, cancellationToken) is { } error)
            {
                blocked[OutboxRow.ToEvent(row).Entity] = error;
                continue;
            }

            await RemoveAsync(row, ETag.All, cancellationToken);
            relayed++;
        }

        if (waiting.Count < batch && blocked.Count == 0)
        {
            await TakeOutOfRegisterAsync(head, registration, cancellationToken);
        }

        return new RelayResult(relayed, blocked);
    }

    private async Task<string?> PublishAsync(TableEntity row, CancellationToken cancellationToken)
    {
        try
        {
            await publish(OutboxRow.ToEvent(row), cancellationToken);
            return null;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            var error = TextCut.Of(failure.Message, MaximumError);
            var note = new TableEntity(row.PartitionKey, row.RowKey)
            {
                [OutboxRow.Failures] = (row.GetInt32(OutboxRow.Failures) ?? 0) + 1,
                [OutboxRow.Error] = error,
            };
            await TableConflict.UnlessLostAsync(() => table.UpdateEntityAsync(note, row.ETag, TableUpdateMode.Merge, cancellationToken));
            return error;
        }
    }

    // The head was read before the events: if it still stands as it was, no event has come since, and those read are gone.
    private async Task TakeOutOfRegisterAsync(TableEntity? head, TableEntity? registration, CancellationToken cancellationToken)
    {
        if (registration is null)
        {
            return;
        }

        // Also where it says so already, or is absent: whoever has entered the partition since commits on an older head, and fails.
        var next = head ?? new TableEntity(registration.GetString(OutboxRow.Partition), OutboxRow.Head);
        next[OutboxRow.IsRegistered] = false;

        if (await TableConflict.UnlessLostAsync(() => table.PutAsync(next, cancellationToken)))
        {
            await RemoveAsync(registration, registration.ETag, cancellationToken);
        }
    }

    // Lost: another relay has removed it, or a writer has entered the partition again.
    private Task<bool> RemoveAsync(TableEntity row, ETag version, CancellationToken cancellationToken) =>
        TableConflict.UnlessLostAsync(() => table.DeleteEntityAsync(row, version, cancellationToken));
}
