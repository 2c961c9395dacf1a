using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace DurableSagas.Participants.Tables;

/// <summary>Reads and writes single rows of a table.</summary>
public static class TableRows
{
    /// <summary>Null when there is none.</summary>
    public static Task<TableEntity?> FindAsync(this TableClient table, string partitionKey, string rowKey, CancellationToken cancellationToken) =>
        table.FindAsync<TableEntity>(partitionKey, rowKey, cancellationToken);

    /// <inheritdoc cref="FindAsync(TableClient, string, string, CancellationToken)"/>
    public static async Task<T?> FindAsync<T>(this TableClient table, string partitionKey, string rowKey, CancellationToken cancellationToken)
        where T : class, ITableEntity
    {
        var row = await table.GetEntityIfExistsAsync<T>(partitionKey, rowKey, cancellationToken: cancellationToken);
        return row.HasValue ? row.Value : null;
    }

    /// <summary>Adds a row, which then has its ETag.</summary>
    /// <returns>False when one stands there already: another's, or this very one, whose answer was lost.</returns>
    public static async Task<bool> AddIfAbsentAsync(this TableClient table, ITableEntity row, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await table.AddEntityAsync(row, cancellationToken);
            row.ETag = answer.Headers.ETag!.Value;
            return true;
        }
        catch (RequestFailedException exists) when (exists.ErrorCode == TableErrorCode.EntityAlreadyExists)
        {
            return false;
        }
    }

    /// <summary>Adds a row that was never read, and replaces one that was, unless another writer was first.</summary>
    /// <exception cref="RequestFailedException">Another writer was first, or storage failed.</exception>
    public static Task<Response> PutAsync(this TableClient table, ITableEntity row, CancellationToken cancellationToken) =>
        row.ETag == default
            ? table.AddEntityAsync(row, cancellationToken)
            : table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, cancellationToken);
}
