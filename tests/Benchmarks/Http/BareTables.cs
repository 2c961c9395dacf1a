using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace DurableSagas.Benchmarks.Http;

/// <summary>Sends recorded requests straight to the tables, signed anew, and does nothing else with them.</summary>
internal sealed class BareTables : IDisposable
{
    // As many connections as there are callers: the storage SDK sets no limit either.
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false });
    private readonly Uri _authority;
    private readonly string _account;
    private readonly byte[] _key;

    public BareTables(string storage)
    {
        var settings = storage.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(setting => setting.Split('=', 2)).ToDictionary(setting => setting[0], setting => setting[1]);
        _authority = new Uri(new Uri(settings["TableEndpoint"]).GetLeftPart(UriPartial.Authority));
        _account = settings["AccountName"];
        _key = Convert.FromBase64String(settings["AccountKey"]);
    }

    /// <returns>The answer's status; of a transaction, that of its first change.</returns>
    public async Task<int> SendAsync(StorageRequest recorded, CancellationToken cancellationToken)
    {
        var url = new Uri(_authority.GetLeftPart(UriPartial.Authority) + recorded.Target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var request = new HttpRequestMessage(HttpMethod.Parse(recorded.Method), url);
        if (recorded.Body.Length > 0)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(recorded.Body));
        }

        foreach (var (name, value) in recorded.Headers)
        {
            _ = request.Headers.TryAddWithoutValidation(name, value) || request.Content?.Headers.TryAddWithoutValidation(name, value) == true;
        }

        Sign(request, recorded.Target);
        using var answer = await _http.SendAsync(request, cancellationToken);
        var body = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        return recorded.Target.Contains("$batch", StringComparison.Ordinal) ? OfFirstChange(body) : (int)answer.StatusCode;
    }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_key);
        _http.Dispose();
    }

    private void Sign(HttpRequestMessage request, string target)
    {
        var date = DateTimeOffset.UtcNow.ToString("R", CultureInfo.InvariantCulture);
        var signature = Convert.ToBase64String(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{date}\n/{_account}{target.Split('?')[0]}")));
        request.Headers.TryAddWithoutValidation("x-ms-date", date);
        request.Headers.TryAddWithoutValidation("Authorization", $"SharedKeyLite {_account}:{signature}");
    }

    private static int OfFirstChange(byte[] body)
    {
        const string Line = "HTTP/1.1 ";
        var at = body.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Line));
        return at < 0 ? 0 : int.Parse(body.AsSpan(at + Line.Length, 3), NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
