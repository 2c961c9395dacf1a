using System.Globalization;
using Azure.Data.Tables;

namespace DurableSagas.EndToEnd.Tests.Page.Browser;

/// <summary>Lists sagas that there are none of, by the rows that the app wrote for a real one: a thousand of them take seconds so.</summary>
internal sealed class ListedCopies(string storage)
{
    private const int Buckets = 8;
    private const int MaxTransaction = 100;

    private readonly TableClient _table = new TableServiceClient(storage).GetTableClient("SagaIndex");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Each is a tick older than the one before, in another bucket.</summary>
    /// <returns>Their ids.</returns>
    public async Task<IReadOnlyList<string>> AddAsync(string id, int count)
    {
        // What waits for a person is listed beside them, under the step's place, some moment later.
        var listed = await _table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"id eq {id}"), cancellationToken: Token)
            .Where(row => row.RowKey.EndsWith($"|{id}", StringComparison.Ordinal))
            .ToListAsync(Token);
        var copies = Enumerable.Range(1, count).Select(number => (Number: number, Id: $"copy-{number}-of-{id}")).ToArray();
        foreach (var bucket in copies.GroupBy(copy => copy.Number % Buckets))
        {
            var rows = bucket.SelectMany(copy => listed.Select(row => Copy(row, id, copy.Id, copy.Number)));
            foreach (var transaction in rows.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)).Chunk(MaxTransaction))
            {
                await _table.SubmitTransactionAsync(transaction, Token);
            }
        }

        return [.. copies.Select(copy => copy.Id)];
    }

    // Position in a list, whatever comes before it: {newest first}|{id}.
    private static TableEntity Copy(TableEntity row, string id, string copy, int number)
    {
        string[] key = row.RowKey.Split('|');
        key[^1] = copy;
        key[^2] = (long.Parse(key[^2], CultureInfo.InvariantCulture) + number).ToString("D19", CultureInfo.InvariantCulture);
        var written = new TableEntity($"{number % Buckets}", string.Join('|', key));
        foreach (var (column, value) in row.Where(column => column.Key is not ("PartitionKey" or "RowKey" or "Timestamp" or "odata.etag")))
        {
            written[column] = Equals(value, id) ? copy : value;
        }

        return written;
    }
}
