using System.Net;
using System.Text;

namespace DurableSagas.EndToEnd.Tests.Api;

/// <summary>Sends requests to the app, and reads its answers whole.</summary>
internal sealed class AppClient(Uri url, IReadOnlyDictionary<string, string>? headers = null) : IDisposable
{
    public const string IdempotencyKey = "Idempotency-Key";

    private const string KeyHeader = "x-functions-key";

    // A deployed app asks for a function key; the hosts on a developer's machine do not.
    private static readonly string? _key = Environment.GetEnvironmentVariable("DURABLESAGAS_KEY");

    private readonly HttpClient _http = new() { BaseAddress = url, Timeout = TimeSpan.FromMinutes(2) };

    public Uri Url { get; } = url;

    public Task<Answer> GetAsync(string path, (string Name, string Value)? header = null) => SendAsync(HttpMethod.Get, path, null, header);

    public Task<Answer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    public Task<Answer> PutAsync(string path, string json) => SendAsync(HttpMethod.Put, path, json);

    public Task<Answer> PostAsync(string path, string? json = null, string? idempotencyKey = null) => SendAsync(HttpMethod.Post, path, json, idempotencyKey);

    public Task<Answer> SendAsync(HttpMethod verb, string path, string? json = null, string? idempotencyKey = null) =>
        SendAsync(verb, path, json is null ? null : new StringContent(json, Encoding.UTF8, "application/json"), idempotencyKey is null ? null : (IdempotencyKey, idempotencyKey));

    public async Task<Answer> SendAsync(HttpMethod verb, string path, HttpContent? content, (string Name, string Value)? header)
    {
        using var request = new HttpRequestMessage(verb, path) { Content = content };
        if (_key is not null)
        {
            request.Headers.Add(KeyHeader, _key);
        }

        foreach (var (given, text) in headers ?? new Dictionary<string, string>())
        {
            request.Headers.TryAddWithoutValidation(given, text);
        }

        if (header is var (name, value))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        var received = response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => string.Join(',', header.Value), StringComparer.OrdinalIgnoreCase);
        return new Answer(response.StatusCode, received, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public async Task<bool> IsHealthyAsync() => (await GetAsync("api/health")).Status == HttpStatusCode.OK;

    public void Dispose() => _http.Dispose();
}
