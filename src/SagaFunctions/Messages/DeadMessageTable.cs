using System.Globalization;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using DurableSagas.Participants.Tables;
using DurableSagas.Projections.Rows;
using DurableSagas.SagaFunctions.Storage;
using DurableSagas.Sagas.Texts;

namespace DurableSagas.SagaFunctions.Messages;

/// <summary>Messages that were given up, in one partition, the last first: a queue's message fits into a row.</summary>
public sealed class DeadMessageTable(TableServiceClient tables, QueueServiceClient queues, TimeProvider time)
{
    public const string Table = "DeadMessages";

    private const string Partition = "messages";
    private const string From = "queue";
    private const string At = "at";
    private const string Reason = "reason";
    private const string Body = "body";

    private readonly TableClient _table = tables.GetTableClient(Table);

    /// <returns>Its id: the same for each delivery of the message.</returns>
    internal async Task<string> KeepAsync(string queue, QueueMessage message, string reason, CancellationToken cancellationToken)
    {
        var since = message.InsertedOn ?? time.GetUtcNow();
        var id = string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.MaxValue.UtcTicks - since.UtcTicks:D19}-{message.MessageId}");
        var row = new TableEntity(Partition, id)
        {
            [From] = queue,
            [At] = time.GetUtcNow(),
            [Reason] = ShortText.Of(reason),
        };
        LongText.Write(row, Body, message.Body.ToString());
        await _table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
        return id;
    }

    /// <param name="after">The id of the page's last before; null: from the first.</param>
    internal async Task<DeadMessagePage> ListAsync(int pageSize, string? after, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey gt {after ?? string.Empty}");
        List<DeadMessage> found = [];
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, pageSize + 1, cancellationToken: cancellationToken))
        {
            if (found.Count == pageSize)
            {
                return new DeadMessagePage(found, found[^1].Id);
            }

            found.Add(Read(row));
        }

        return new DeadMessagePage(found, null);
    }

    internal async Task<DeadMessage?> FindAsync(string id, CancellationToken cancellationToken) =>
        await _table.FindAsync(Partition, id, cancellationToken) is { } row ? Read(row) : null;

    /// <summary>Puts it back into its queue, and forgets it then: a crash between the two sends it twice, which starts one saga.</summary>
    internal async Task SendAgainAsync(DeadMessage message, CancellationToken cancellationToken)
    {
        await queues.GetQueueClient(message.Queue).SendOwedAsync(BinaryData.FromString(message.Body), cancellationToken);
        await _table.DeleteEntityAsync(Partition, message.Id, cancellationToken: cancellationToken);
    }

    /// <summary>Deletes what was given up before this moment.</summary>
    /// <returns>How many.</returns>
    internal async Task<int> PurgeAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var first = string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.MaxValue.UtcTicks - before.UtcTicks:D19}");
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey gt {first} and at lt {before}");
        var keys = await _table.QueryAsync<TableEntity>(filter, select: ["RowKey"], cancellationToken: cancellationToken)
            .Select(row => row.RowKey)
            .ToListAsync(cancellationToken);
        foreach (var key in keys)
        {
            await _table.DeleteEntityAsync(Partition, key, cancellationToken: cancellationToken);
        }

        return keys.Count;
    }

    private static DeadMessage Read(TableEntity row) => new(
        row.RowKey, row.GetString(From), row.GetDateTimeOffset(At)!.Value, row.GetString(Reason), LongText.Read(row, Body) ?? string.Empty);
}
