using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace DurableSagas.EndToEnd.Tests.Throttling;

/// <summary>Stands between the app and its tables, queues or blobs, and answers in their stead where it is told to.</summary>
internal sealed class StorageProxy : IAsyncDisposable
{
    private static readonly string[] _ofAConnection = ["Host", "Transfer-Encoding", "Connection", "Content-Length", "Keep-Alive"];

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
    private readonly WebApplication _app;
    private readonly Uri _storage;
    private readonly TaskCompletionSource _silence = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _requests;
    private int _refused;
    private int _silenced;

    private StorageProxy(WebApplication app, Uri storage) => (_app, _storage) = (app, storage);

    /// <summary>The answer to a request, by its number and its text; null lets it through.</summary>
    public Func<int, string, HttpStatusCode?> Answer { get; set; } = (_, _) => null;

    /// <summary>Requests that are carried out and never answered: the caller cannot know whether they were.</summary>
    public Func<int, string, bool> IsSilent { get; set; } = (_, _) => false;

    /// <summary>Sees each request, and its body, before it is answered.</summary>
    public Action<HttpRequest, string> Seen { get; set; } = (_, _) => { };

    /// <summary>Sees each answer to a request, by its text.</summary>
    public Action<HttpRequest, string> Answered { get; set; } = (_, _) => { };

    public int Refused => _refused;

    /// <summary>Requests that were carried out and not answered.</summary>
    public int Silenced => _silenced;

    /// <summary>Ends when a request has been carried out, and not answered, for the first time.</summary>
    public Task FirstSilence => _silence.Task;

    /// <summary>The storage's connection string, with the one service behind this proxy.</summary>
    public string ConnectionString { get; private set; } = string.Empty;

    /// <param name="service">Table, Queue or Blob.</param>
    public static async Task<StorageProxy> StartAsync(string storage, CancellationToken cancellationToken, string service = "Table")
    {
        var key = $"{service}Endpoint=";
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var endpoint = storage.Split(';').Single(part => part.StartsWith(key, StringComparison.Ordinal))[key.Length..];
        var proxy = new StorageProxy(app, new Uri(endpoint));
        app.Run(proxy.HandleAsync);
        await app.StartAsync(cancellationToken);
        proxy.ConnectionString = storage.Replace(endpoint, endpoint.Replace(proxy._storage.GetLeftPart(UriPartial.Authority), app.Urls.Single(), StringComparison.Ordinal), StringComparison.Ordinal);
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var (number, text) = (Interlocked.Increment(ref _requests), Encoding.UTF8.GetString(body.ToArray()));
        Seen(context.Request, text);
        text = $"{target}\n{text}";
        if (Answer(number, text) is { } status)
        {
            Interlocked.Increment(ref _refused);
            context.Response.StatusCode = (int)status;
            return;
        }

        await ForwardAsync(context, target, body.ToArray(), IsSilent(number, text));
    }

    private async Task ForwardAsync(HttpContext context, string target, byte[] body, bool isSilent)
    {
        // The signature is over the path as it was sent.
        var url = new Uri(_storage.GetLeftPart(UriPartial.Authority) + target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var request = new HttpRequestMessage(HttpMethod.Parse(context.Request.Method), url) { Content = new ByteArrayContent(body) };
        foreach (var (name, values) in context.Request.Headers.Where(header => !_ofAConnection.Contains(header.Key, StringComparer.OrdinalIgnoreCase)))
        {
            if (!request.Headers.TryAddWithoutValidation(name, values.ToArray()))
            {
                request.Content.Headers.TryAddWithoutValidation(name, values.ToArray());
            }
        }

        using var response = await _http.SendAsync(request, context.RequestAborted);
        if (isSilent)
        {
            await KeepSilentAsync(context);
            return;
        }

        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers).Where(header => !_ofAConnection.Contains(header.Key, StringComparer.OrdinalIgnoreCase)))
        {
            context.Response.Headers[name] = values.ToArray();
        }

        var answer = await response.Content.ReadAsByteArrayAsync(context.RequestAborted);
        Answered(context.Request, Encoding.UTF8.GetString(answer));
        if (response.StatusCode != HttpStatusCode.NoContent)
        {
            await context.Response.Body.WriteAsync(answer, context.RequestAborted);
        }
    }

    private async Task KeepSilentAsync(HttpContext context)
    {
        Interlocked.Increment(ref _silenced);
        _silence.TrySetResult();
        var gone = new TaskCompletionSource();
        await using var registration = context.RequestAborted.Register(gone.SetResult);
        await gone.Task;
    }
}
