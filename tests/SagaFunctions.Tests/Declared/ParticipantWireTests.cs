using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using DurableSagas.SagaFunctions.Declared;
using DurableSagas.SagaFunctions.Declared.Participants;
using DurableSagas.SagaFunctions.Declared.Registration;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.Telemetry;
using DurableSagas.Sagas.Tests.Telemetry;
using DurableSagas.Sagas.Views;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace DurableSagas.SagaFunctions.Tests.Declared;

/// <summary>The app's own HTTP client against a server that listens.</summary>
public sealed class ParticipantWireTests : IAsyncLifetime
{
    private const string Secret = "a-very-secret-token";

    // Of the reserved domain that no name server knows (RFC 6761).
    private const string FarHost = "participant.invalid";

    private readonly WebApplication _server = Server();
    private readonly LogLines _logs = new();
    private ServiceProvider? _services;
    private Dictionary<string, string[]> _asked = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ParticipantClient Client => _services!.GetRequiredService<ParticipantClient>();

    public async ValueTask InitializeAsync()
    {
        _server.Run(AnswerAsync);
        await _server.StartAsync(Token);
        var settings = new Dictionary<string, string?> { ["Participants:bank:BaseUrl"] = _server.Urls.Single(), ["Participants:bank:BearerToken"] = Secret, ["Participants:far:BaseUrl"] = $"http://{FarHost}", ["Participants:quiet:BaseUrl"] = _server.Urls.Single(), ["Participants:quiet:Timeout"] = "00:00:00.2" };
        var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .AddSingleton(TimeProvider.System)
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_logs))
            .AddDeclaredTransactions(new Dictionary<string, ParticipantSettings>());
        _services = services.BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        await (_services?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _server.DisposeAsync();
        _logs.Dispose();
    }

    [Fact]
    public async Task Call_OfATracedAttempt_NamesTheAttemptOverTheWire()
    {
        using var recorded = new Recorded("told-over-the-wire");
        var runner = new StepRunner(Mock.Of<ISagaProjection>(), [], TimeProvider.System, NullLogger<StepRunner>.Instance);

        await new CallParticipant(runner, Client).RunAsync(Calls.Of("ok") with { Saga = new SagaIdentity("saga-1", "told-over-the-wire", Protocol.Saga, 0) }, Token);

        var attempt = recorded.Span("attempt take");
        Assert.Equal([$"00-{SagaTrace.TraceIdOf("saga-1")}-{attempt.SpanId}-01"], _asked["traceparent"]);
        Assert.Equal(SagaTrace.Of("saga-1", "take", StepOperation.Action).SpanId, attempt.ParentSpanId);
    }

    [Fact]
    public async Task Call_WhereNothingTracesTheSaga_NamesItsStepAndNotTheInvocationsTrace()
    {
        using var invocation = new Activity("invocation").Start();

        await Client.CallAsync(Calls.Of("ok"), Token);

        Assert.Equal([$"00-{SagaTrace.TraceIdOf("saga-1")}-{SagaTrace.Of("saga-1", "take", StepOperation.Action).SpanId}-00"], _asked["traceparent"]);
    }

    [Fact]
    public async Task Call_OverTheWire_LogsNoSecret()
    {
        await Client.CallAsync(Calls.Of("ok"), Token);

        Assert.Equal([$"Bearer {Secret}"], _asked["Authorization"]);
        Assert.DoesNotContain(_logs.All, line => line.Contains(Secret, StringComparison.Ordinal) || line.Contains("/ok", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Redirect_IsNotFollowed()
    {
        var unknown = await Assert.ThrowsAsync<StepUnavailableException>(() => Client.CallAsync(Calls.Of("redirect"), Token));

        Assert.Equal("Participant 'bank' answered 307; redirects are not followed.", unknown.Message);
    }

    [Fact]
    public async Task Cookie_IsNotKept()
    {
        await Client.CallAsync(Calls.Of("cookie"), Token);
        await Client.CallAsync(Calls.Of("ok"), Token);

        Assert.DoesNotContain("Cookie", _asked.Keys);
    }

    [Fact]
    public async Task Silence_PastTheParticipantsTimeout_IsUnknown()
    {
        var unknown = await Assert.ThrowsAsync<StepUnavailableException>(() => Client.CallAsync(Calls.Of("silence", "quiet"), Token));

        Assert.Equal("Participant 'quiet' did not answer within 00:00:00.2000000.", unknown.Message);
    }

    [Theory]
    [InlineData("bytes")]
    [InlineData("endless")]
    public async Task Body_ThatIsNoText_OrHasNoEnd_IsUnknown(string path)
    {
        await Assert.ThrowsAsync<StepUnavailableException>(() => Client.CallAsync(Calls.Of(path), Token));
    }

    // Some servers do not know chunked bodies, and take one for none.
    [Fact]
    public async Task Body_Sent_HasItsLengthAndIsNotChunked()
    {
        await Client.CallAsync(Calls.Of("ok"), Token);

        Assert.Equal(["16"], _asked["Content-Length"]);
        Assert.DoesNotContain("Transfer-Encoding", _asked.Keys);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task Body_CompressedAsWasAskedFor_IsRead(string encoding)
    {
        var answer = await Client.CallAsync(Calls.Of($"compressed?{encoding}"), Token);

        Assert.Contains(encoding, string.Join(',', _asked["Accept-Encoding"]), StringComparison.Ordinal);
        Assert.Equal("""{"paid":20.00}""", answer.GetRawText());
    }

    [Fact]
    public async Task Body_CompressedAndMuchLargerThanItLooks_IsUnknown()
    {
        var unknown = await Assert.ThrowsAsync<StepUnavailableException>(() => Client.CallAsync(Calls.Of("bomb"), Token));

        Assert.Equal("Participant 'bank' answered more than 262144 bytes.", unknown.Message);
    }

    [Theory]
    [InlineData("said-to-be-compressed")]
    [InlineData("encoded-otherwise")]
    public async Task Body_EncodedInAWayThatCannotBeRead_IsUnknown(string path)
    {
        await Assert.ThrowsAsync<StepUnavailableException>(() => Client.CallAsync(Calls.Of(path), Token));
    }

    [Fact]
    public async Task Body_WithAByteOrderMark_IsRead()
    {
        Assert.Equal("""{"paid":20.00}""", (await Client.CallAsync(Calls.Of("marked"), Token)).GetRawText());
    }

    [Fact]
    public async Task Connection_Refused_TellsNoAddress()
    {
        await _server.StopAsync(Token);

        var unknown = await Assert.ThrowsAsync<StepUnavailableException>(() => Client.CallAsync(Calls.Of("ok"), Token));

        Assert.Equal("Participant 'bank' did not answer: there is no connection.", unknown.Message);
        Assert.Contains("127.0.0.1", unknown.InnerException!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connection_DroppedWithoutAnAnswer_IsUnknown()
    {
        var unknown = await Assert.ThrowsAsync<StepUnavailableException>(() => Client.CallAsync(Calls.Of("drop"), Token));

        Assert.Equal("Participant 'bank' did not answer: the connection broke.", unknown.Message);
    }

    // The process's default proxy is what the environment's http_proxy sets.
    [Fact]
    public async Task Proxy_ThatOnlyTheEnvironmentNames_GetsNoRequest()
    {
        var before = HttpClient.DefaultProxy;
        HttpClient.DefaultProxy = new ProxyToOneHost(FarHost, new Uri(_server.Urls.Single()));
        try
        {
            using var others = new HttpClient();
            await others.GetAsync(new Uri($"http://{FarHost}/ok"), Token);
            Assert.Equal([FarHost], _asked["Host"]);

            _asked = [];
            await Assert.ThrowsAsync<StepUnavailableException>(() => Client.CallAsync(Calls.Of("ok", "far"), Token));
        }
        finally
        {
            HttpClient.DefaultProxy = before;
        }

        Assert.Empty(_asked);
    }

    private sealed class ProxyToOneHost(string host, Uri proxy) : IWebProxy
    {
        public ICredentials? Credentials { get; set; }

        public Uri GetProxy(Uri destination) => proxy;

        // Other tests run at the same time.
        public bool IsBypassed(Uri destination) => destination.Host != host;
    }

    private async Task AnswerAsync(HttpContext http)
    {
        _asked = http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToArray()!, StringComparer.OrdinalIgnoreCase)!;
        switch (http.Request.Path.Value)
        {
            case "/redirect":
                http.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
                http.Response.Headers.Location = "/ok";
                break;
            case "/cookie":
                http.Response.Cookies.Append("session", "one");
                break;
            case "/silence":
                await new TaskCompletionSource().Task.WaitAsync(http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                break;
            case "/bytes":
                await http.Response.Body.WriteAsync(new byte[] { (byte)'"', 0xff, (byte)'"' }, http.RequestAborted);
                break;
            case "/endless":
                await EndlessAsync(http);
                break;
            case "/compressed":
                http.Response.Headers.ContentEncoding = http.Request.QueryString.Value![1..];
                await CompressAsync(http, """{"paid":20.00}"""u8.ToArray());
                break;
            case "/bomb":
                http.Response.Headers.ContentEncoding = "gzip";
                await CompressAsync(http, new byte[64 * 1024 * 1024]);
                break;
            case "/said-to-be-compressed":
                http.Response.Headers.ContentEncoding = "gzip";
                await http.Response.WriteAsync("{}", http.RequestAborted);
                break;
            case "/encoded-otherwise":
                http.Response.Headers.ContentEncoding = "zstd";
                await http.Response.Body.WriteAsync(new byte[] { 0x28, 0xb5, 0x2f, 0xfd }, http.RequestAborted);
                break;
            case "/marked":
                await http.Response.Body.WriteAsync("\ufeff{\"paid\":20.00}"u8.ToArray(), http.RequestAborted);
                break;
            case "/drop":
                http.Abort();
                break;
        }
    }

    private static async Task CompressAsync(HttpContext http, byte[] body)
    {
        await using Stream compressed = http.Response.Headers.ContentEncoding.ToString() switch
        {
            "gzip" => new GZipStream(http.Response.Body, CompressionLevel.Fastest),
            "br" => new BrotliStream(http.Response.Body, CompressionLevel.Fastest),
            _ => new ZLibStream(http.Response.Body, CompressionLevel.Fastest),
        };
        await compressed.WriteAsync(body, http.RequestAborted);
    }

    private static async Task EndlessAsync(HttpContext http)
    {
        var spaces = new byte[64 * 1024];
        while (!http.RequestAborted.IsCancellationRequested)
        {
            await http.Response.Body.WriteAsync(spaces, CancellationToken.None);
        }
    }

    private static WebApplication Server()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        return builder.Build();
    }
}
