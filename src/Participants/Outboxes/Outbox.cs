using Azure.Data.Tables;
using DurableSagas.Participants.Barriers;

namespace DurableSagas.Participants.Outboxes;

/// <summary>Commits an event in the same table transaction as the change that it tells of; a relay publishes it afterwards.</summary>
/// <remarks>
/// Costs a read and two rows of the transaction, and one write more when the partition had no event waiting. The head row
/// gives the events of a partition their order, so writers of one partition wait for each other there.
/// <code>
/// await Outbox.AddAsync(transaction, new OutboxEvent(call.ToString(), "account-1", "MoneyWithdrawn", json, call.Saga), token);
/// </code>
/// </remarks>
public static class Outbox
{
    /// <summary>Adds an event to a barrier's transaction; one event a transaction.</summary>
    public static async Task AddAsync(BarrierTransaction transaction, OutboxEvent value, CancellationToken cancellationToken)
    {
        var head = await transaction.GetAsync<TableEntity>(OutboxRow.Head, cancellationToken);
        var isNew = head is null;
        head ??= new TableEntity(transaction.PartitionKey, OutboxRow.Head);

        if (head.GetBoolean(OutboxRow.IsRegistered) is not true)
        {
            // Before the commit, which depends on the head as it was read: the relay takes an entry out of the register
            // only after it has written the head, and only if the entry is not newer. So no event is ever out of its sight.
            await transaction.Table.UpsertEntityAsync(OutboxRow.NewRegistration(transaction.PartitionKey), TableUpdateMode.Replace, cancellationToken);
        }

        var sequence = (head.GetInt64(OutboxRow.Sequence) ?? 0) + 1;
        head[OutboxRow.Sequence] = sequence;
        head[OutboxRow.IsRegistered] = true;
        transaction.Insert(OutboxRow.New(transaction.PartitionKey, sequence, value));

        if (isNew)
        {
            transaction.Insert(head);
        }
        else
        {
            transaction.Update(head);
        }
    }

    /// <summary>Whether events of a saga wait in a partition.</summary>
    internal static async Task<bool> HasEventsAsync(TableClient table, string partitionKey, string saga, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {partitionKey} and RowKey ge {OutboxRow.First} and RowKey lt {OutboxRow.End} and Saga eq {saga}");
        return await table.QueryAsync<TableEntity>(filter, 1, [nameof(TableEntity.RowKey)], cancellationToken).AnyAsync(cancellationToken);
    }
}
