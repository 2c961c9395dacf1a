using System.Security.Cryptography;
using Azure;
using Azure.Data.Tables;

namespace DurableSagas.Projections.Lists;

/// <summary>The key that seals continuation tokens: made when the app starts for the first time, for a query makes nothing.</summary>
public sealed class ContinuationKey(TableServiceClient tables)
{
    private const string Partition = "key";
    private const string Row = "continuation";
    private const string Column = "key";
    private const int Length = 32;

    private readonly TableClient _table = tables.GetTableClient(IndexRow.Table);

    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (await ReadAsync(_table, cancellationToken) is not null)
        {
            return;
        }

        try
        {
            await _table.AddEntityAsync(new TableEntity(Partition, Row) { [Column] = RandomNumberGenerator.GetBytes(Length) }, cancellationToken);
        }
        catch (RequestFailedException conflict) when (conflict.Status == 409)
        {
            // Another instance of the app made it first.
        }
    }

    internal static async Task<byte[]?> ReadAsync(TableClient table, CancellationToken cancellationToken)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(Partition, Row, cancellationToken: cancellationToken);
        return row.HasValue ? row.Value!.GetBinary(Column) : null;
    }
}
