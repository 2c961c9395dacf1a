using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Data.Tables;

namespace DurableSagas.Projections.Lists;

/// <summary>Seals the place where a page ended, together with its filter, so that a token can be neither altered nor used for another list.</summary>
/// <remarks>The key is made once and kept in the index's table: tokens survive a restart, and every instance of the app knows them.</remarks>
public sealed class ContinuationTokens(TableServiceClient tables) : IDisposable
{
    private const string KeyPartition = "key";
    private const string KeyRow = "continuation";
    private const string KeyColumn = "key";
    private const int KeyLength = 32;
    private const int SealLength = 16;

    private readonly TableClient _table = tables.GetTableClient(IndexRow.Table);
    private readonly SemaphoreSlim _once = new(1, 1);
    private byte[]? _key;

    public async Task<string> SealAsync(string position, SagaFilter filter, CancellationToken cancellationToken)
    {
        var text = Encoding.UTF8.GetBytes(position);
        return Base64Url.EncodeToString([.. await SealOfAsync(text, filter, cancellationToken), .. text]);
    }

    /// <exception cref="ContinuationTokenException">It is no token, was altered, or belongs to another filter.</exception>
    public async Task<string> OpenAsync(string token, SagaFilter filter, CancellationToken cancellationToken)
    {
        var bytes = Base64Url.IsValid(token) ? Base64Url.DecodeFromChars(token) : [];
        // Several texts decode to the same bytes; one of them was given.
        if (bytes.Length <= SealLength || Base64Url.EncodeToString(bytes) != token)
        {
            throw new ContinuationTokenException();
        }

        var position = bytes[SealLength..];
        var expected = await SealOfAsync(position, filter, cancellationToken);
        return CryptographicOperations.FixedTimeEquals(expected, bytes.AsSpan(0, SealLength)) ? Encoding.UTF8.GetString(position) : throw new ContinuationTokenException();
    }

    public void Dispose() => _once.Dispose();

    private async Task<byte[]> SealOfAsync(byte[] position, SagaFilter filter, CancellationToken cancellationToken)
    {
        byte[] bound = [.. Encoding.UTF8.GetBytes($"{filter.Canonical}\n"), .. position];
        return HMACSHA256.HashData(await KeyAsync(cancellationToken), bound)[..SealLength];
    }

    private async Task<byte[]> KeyAsync(CancellationToken cancellationToken)
    {
        if (_key is { } known)
        {
            return known;
        }

        await _once.WaitAsync(cancellationToken);
        try
        {
            return _key ??= await ReadAsync(cancellationToken) ?? await MakeAsync(cancellationToken);
        }
        finally
        {
            _once.Release();
        }
    }

    private async Task<byte[]?> ReadAsync(CancellationToken cancellationToken)
    {
        var row = await _table.GetEntityIfExistsAsync<TableEntity>(KeyPartition, KeyRow, cancellationToken: cancellationToken);
        return row.HasValue ? row.Value!.GetBinary(KeyColumn) : null;
    }

    private async Task<byte[]> MakeAsync(CancellationToken cancellationToken)
    {
        var key = RandomNumberGenerator.GetBytes(KeyLength);
        try
        {
            await _table.AddEntityAsync(new TableEntity(KeyPartition, KeyRow) { [KeyColumn] = key }, cancellationToken);
            return key;
        }
        catch (RequestFailedException conflict) when (conflict.Status == 409)
        {
            // Another instance of the app made it first.
            return await ReadAsync(cancellationToken) ?? throw new InvalidOperationException($"Table '{IndexRow.Table}' has a row '{KeyRow}' without a key.");
        }
    }
}
