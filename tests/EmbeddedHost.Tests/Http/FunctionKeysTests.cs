using DurableSagas.EmbeddedHost.Tests.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.EmbeddedHost.Tests.Http;

public sealed class FunctionKeysTests
{
    private static readonly string[] _keys =
    [
        "--EmbeddedHost:Keys:_master=m", "--EmbeddedHost:Keys:_system=s", "--EmbeddedHost:Keys:default=d", "--EmbeddedHost:Keys:one=1",
    ];

    [Theory]
    [InlineData("/api/open", "", 200)]
    [InlineData("/api/one", "", 401)]
    [InlineData("/api/one", "wrong", 401)]
    [InlineData("/api/one", "1", 200)]
    [InlineData("/api/one", "d", 200)]
    [InlineData("/api/one", "m", 200)]
    [InlineData("/api/one", "s", 401)]
    [InlineData("/api/two", "1", 401)]
    [InlineData("/api/two", "d", 200)]
    [InlineData("/api/admin2", "d", 401)]
    [InlineData("/api/admin2", "m", 200)]
    [InlineData("/api/system", "d", 401)]
    [InlineData("/api/system", "s", 200)]
    [InlineData("/runtime/webhooks/durabletask/instances", "", 401)]
    [InlineData("/runtime/webhooks/durabletask/instances", "d", 401)]
    [InlineData("/runtime/webhooks/durabletask/instances", "s", 200)]
    [InlineData("/runtime/webhooks/durabletask/instances", "m", 200)]
    public async Task Request_KeysConfigured_NeedsOneOfItsLevel(string path, string key, int expected)
    {
        await using var host = await TestHost.OfAsync<App>(_keys);
        using var byHeader = new HttpRequestMessage(HttpMethod.Get, path);
        byHeader.Headers.Add("x-functions-key", key);

        using var headerAnswer = await host.Http.SendAsync(byHeader, TestContext.Current.CancellationToken);
        using var queryAnswer = await host.Http.GetAsync(new Uri($"{path}?code={key}", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal((expected, expected), ((int)headerAnswer.StatusCode, (int)queryAnswer.StatusCode));
    }

    [Theory]
    [InlineData("/api/one")]
    [InlineData("/api/admin2")]
    [InlineData("/runtime/webhooks/durabletask/instances")]
    public async Task Request_NoKeysConfigured_NeedsNone(string path)
    {
        await using var host = await TestHost.OfAsync<App>();

        using var answer = await host.Http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(200, (int)answer.StatusCode);
    }

    public sealed class App
    {
        [Function("open")]
        public static string Open([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request) => request.Method;

        [Function("one")]
        public static string One([HttpTrigger(AuthorizationLevel.Function, "get")] HttpRequestData request) => request.Method;

        [Function("two")]
        public static string Two([HttpTrigger(AuthorizationLevel.Function, "get")] HttpRequestData request) => request.Method;

        [Function("admin2")]
        public static string Admin([HttpTrigger(AuthorizationLevel.Admin, "get")] HttpRequestData request) => request.Method;

        [Function("system")]
        public static string ForSystem([HttpTrigger(AuthorizationLevel.System, "get")] HttpRequestData request) => request.Method;
    }
}
