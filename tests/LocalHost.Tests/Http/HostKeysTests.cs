using DurableSagas.LocalHost.Functions;
using DurableSagas.LocalHost.Keys;
using DurableSagas.LocalHost.Tests.Host;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace DurableSagas.LocalHost.Tests.Http;

public sealed class HostKeysTests
{
    private static readonly AppFunction[] _app =
    [
        AppFunctions.Http("open"),
        AppFunctions.Http("one", level: "Function"),
        AppFunctions.Http("two", level: "function"),
        AppFunctions.Http("ruled", level: "Admin"),
        AppFunctions.Http("inner", level: "System"),
    ];

    private static readonly (string Key, string Value)[] _keys =
        [("LocalHost:Keys:_master", "m"), ("LocalHost:Keys:_system", "s"), ("LocalHost:Keys:default", "d"), ("LocalHost:Keys:one", "1")];

    [Theory]
    [InlineData("/api/open", "", 200)]
    [InlineData("/api/open", "wrong", 200)]
    [InlineData("/api/one", "", 401)]
    [InlineData("/api/one", "wrong", 401)]
    [InlineData("/api/one", "1", 200)]
    [InlineData("/api/one", "d", 200)]
    [InlineData("/api/one", "m", 200)]
    [InlineData("/api/one", "s", 401)]
    [InlineData("/api/two", "1", 401)]
    [InlineData("/api/two", "d", 200)]
    [InlineData("/api/ruled", "d", 401)]
    [InlineData("/api/ruled", "m", 200)]
    [InlineData("/api/inner", "d", 401)]
    [InlineData("/api/inner", "s", 200)]
    [InlineData("/runtime/webhooks/durabletask/instances", "", 401)]
    [InlineData("/runtime/webhooks/durabletask/instances", "wrong", 401)]
    [InlineData("/runtime/webhooks/durabletask/instances", "d", 403)]
    [InlineData("/runtime/webhooks/durabletask/instances", "s", 200)]
    [InlineData("/runtime/webhooks/durabletask/instances", "m", 200)]
    [InlineData("/admin/functions", "", 401)]
    [InlineData("/admin/functions", "d", 403)]
    [InlineData("/admin/functions", "s", 403)]
    [InlineData("/admin/functions", "m", 200)]
    [InlineData("/admin/host/status", "", 401)]
    [InlineData("/admin/host/status", "m", 200)]
    [InlineData("/admin/host/ping", "", 200)]
    public async Task Request_KeysConfigured_NeedsOneOfItsLevel(string path, string key, int expected)
    {
        await using var host = await TestHost.OfAsync(new FakeEngine(_app), _keys);

        var byHeader = await StatusAsync(host, path, key);
        var byQuery = await StatusAsync(host, $"{path}?code={key}", header: null);

        Assert.Equal((expected, expected), (byHeader, byQuery));
    }

    [Fact]
    public void SystemKey_WithAMasterKeyAlone_IsAnother()
    {
        var configured = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("LocalHost:Keys:_master", (string?)"m")]).Build();
        var keys = new HostKeys(configured);

        var shown = new DefaultHttpContext { Request = { QueryString = QueryString.Create("code", keys.SystemKey!) } };

        Assert.NotEqual("m", keys.SystemKey);
        Assert.Equal(AccessLevel.System, keys.LevelOf(shown.Request));
        Assert.NotEqual(keys.SystemKey, new HostKeys(configured).SystemKey);
    }

    [Theory]
    [InlineData("d", "wrong", 200)]
    [InlineData("wrong", "d", 401)]
    [InlineData("", "d", 401)]
    public async Task Request_HeaderAndCode_TheHeaderCounts(string header, string code, int expected)
    {
        await using var host = await TestHost.OfAsync(new FakeEngine(_app), _keys);

        Assert.Equal(expected, await StatusAsync(host, $"/api/one?code={code}", header));
    }

    [Theory]
    [InlineData("/api/one")]
    [InlineData("/api/ruled")]
    [InlineData("/runtime/webhooks/durabletask/instances")]
    [InlineData("/admin/functions")]
    public async Task Request_NoKeysConfigured_NeedsNone(string path)
    {
        await using var host = await TestHost.OfAsync(new FakeEngine(_app));

        Assert.Equal(200, await StatusAsync(host, path, header: null));
    }

    private static async Task<int> StatusAsync(TestHost host, string path, string? header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (header is not null)
        {
            request.Headers.TryAddWithoutValidation("x-functions-key", header);
        }

        using var answer = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return (int)answer.StatusCode;
    }
}
