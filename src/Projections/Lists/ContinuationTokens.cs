using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;

namespace DurableSagas.Projections.Lists;

/// <summary>Seals the place where a page ended, together with its filter, so that a token can be neither altered nor used for another list.</summary>
/// <remarks>Their key is kept in the index's table: tokens survive a restart, and every instance of the app knows them.</remarks>
public sealed class ContinuationTokens(TableServiceClient tables) : IDisposable
{
    private const int SealLength = 16;

    private readonly TableClient _table = tables.GetTableClient(IndexRow.Table);
    private readonly SemaphoreSlim _once = new(1, 1);
    private byte[]? _key;

    public Task<string> SealAsync(string position, SagaFilter filter, CancellationToken cancellationToken) =>
        SealAsync(position, filter.Canonical, cancellationToken);

    /// <exception cref="ContinuationTokenException">It is no token, was altered, or belongs to another filter.</exception>
    public Task<string> OpenAsync(string token, SagaFilter filter, CancellationToken cancellationToken) =>
        OpenAsync(token, filter.Canonical, cancellationToken);

    internal async Task<string> SealAsync(string position, string filter, CancellationToken cancellationToken)
    {
        var text = Encoding.UTF8.GetBytes(position);
        return Base64Url.EncodeToString([.. await SealOfAsync(text, filter, cancellationToken), .. text]);
    }

    /// <exception cref="ContinuationTokenException">It is no token, was altered, or belongs to another filter.</exception>
    internal async Task<string> OpenAsync(string token, string filter, CancellationToken cancellationToken)
    {
        var bytes = Base64Url.IsValid(token) ? Base64Url.DecodeFromChars(token) : [];
        // Several texts decode to the same bytes; one of them was given.
        if (bytes.Length <= SealLength || Base64Url.EncodeToString(bytes) != token)
        {
            throw new ContinuationTokenException();
        }

        var position = bytes[SealLength..];
        var expected = await SealOfAsync(position, filter, cancellationToken);
        return CryptographicOperations.FixedTimeEquals(expected, bytes.AsSpan(0, SealLength))
            ? Encoding.UTF8.GetString(position)
            : throw new ContinuationTokenException();
    }

    public void Dispose() => _once.Dispose();

    private async Task<byte[]> SealOfAsync(byte[] position, string filter, CancellationToken cancellationToken)
    {
        byte[] bound = [.. Encoding.UTF8.GetBytes($"{filter}\n"), .. position];
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
            return _key ??= await ContinuationKey.ReadAsync(_table, cancellationToken)
                ?? throw new InvalidOperationException($"Table '{IndexRow.Table}' has no key for continuation tokens; the app makes it when it starts.");
        }
        finally
        {
            _once.Release();
        }
    }
}
