using System.Text;

namespace DurableSagas.LocalHost.Tests.Apps.Hosting;

/// <summary>Sends requests to a host.</summary>
internal sealed class HostClient(Uri url, params IEnumerable<(string Name, string Value)> headers) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = url, Timeout = TimeSpan.FromMinutes(3) };

    public Uri Url { get; } = url;

    public Task<Answer> GetAsync(string path, params IEnumerable<(string Name, string Value)> more) => SendAsync(HttpMethod.Get, path, null, more);

    public Task<Answer> PostAsync(string path, string? json = null, params IEnumerable<(string Name, string Value)> more) => SendAsync(HttpMethod.Post, path, Content(json), more);

    public Task<Answer> PutAsync(string path, string? json = null) => SendAsync(HttpMethod.Put, path, Content(json));

    public async Task<Answer> SendAsync(HttpMethod verb, string path, HttpContent? content = null, params IEnumerable<(string Name, string Value)> more)
    {
        using var response = await _http.SendAsync(Request(verb, path, content, more), TestContext.Current.CancellationToken);
        return await Answer.OfAsync(response, TestContext.Current.CancellationToken);
    }

    /// <summary>The answer as soon as its head is there; whoever asks reads, and disposes of, the rest.</summary>
    public Task<HttpResponseMessage> OpenAsync(string path, CancellationToken cancellationToken) =>
        _http.SendAsync(Request(HttpMethod.Get, path, null, []), HttpCompletionOption.ResponseHeadersRead, cancellationToken);

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Request(HttpMethod verb, string path, HttpContent? content, IEnumerable<(string Name, string Value)> more)
    {
        var request = new HttpRequestMessage(verb, path) { Content = content };
        foreach (var (name, value) in headers.Concat(more))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    private static StringContent? Content(string? json) => json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
}
