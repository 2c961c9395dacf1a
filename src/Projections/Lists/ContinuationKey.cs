using System.Security.Cryptography;
using Azure.Data.Tables;
using DurableSagas.Participants.Tables;

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
        if (await ReadAsync(_table, cancellationToken) is null)
        {
            // Another instance of the app may make it first.
            await _table.AddIfAbsentAsync(new TableEntity(Partition, Row) { [Column] = RandomNumberGenerator.GetBytes(Length) }, cancellationToken);
        }
    }

    internal static async Task<byte[]?> ReadAsync(TableClient table, CancellationToken cancellationToken) =>
        (await table.FindAsync(Partition, Row, cancellationToken))?.GetBinary(Column);
}
