using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.FunctionsApi.Tests.Worker;

public sealed class ManagementLinksTests
{
    private readonly Invocation _invocation = new(services: null!);
    private readonly Host _host = new();

    [Fact]
    public void Links_WithoutRequest_AreTheHostsToTheLetter()
    {
        var links = ManagementLinks.For(_host, "order 7", request: null);

        const string Instance = "http://localhost:7071/runtime/webhooks/durabletask/instances/order%207";
        Assert.Equal("order 7", links.Id);
        Assert.Equal($"{Instance}?code=key", links.StatusQueryGetUri);
        Assert.Equal($"{Instance}/raiseEvent/{{eventName}}?code=key", links.SendEventPostUri);
        Assert.Equal(Instance + "/terminate?reason={{text}}&code=key", links.TerminatePostUri);
        Assert.Equal(Instance + "/suspend?reason={{text}}&code=key", links.SuspendPostUri);
        Assert.Equal(Instance + "/resume?reason={{text}}&code=key", links.ResumePostUri);
        Assert.Equal($"{Instance}?code=key", links.PurgeHistoryDeleteUri);
        Assert.Null(links.RewindPostUri);
        Assert.Null(links.RestartPostUri);
    }

    [Fact]
    public void Links_NoKeyAsked_HaveNoEmptyQuery()
    {
        _host.RequiredQueryStringParameters = "";

        var links = ManagementLinks.For(_host, "order-7", request: null);

        Assert.EndsWith("/instances/order-7", links.StatusQueryGetUri, StringComparison.Ordinal);
        Assert.EndsWith("/terminate?reason={{text}}", links.TerminatePostUri, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, "https://app.example:8443")]
    [InlineData("Forwarded", "for=10.0.0.1; Proto=http;HOST=\"proxy.example\", proto=ftp;host=other", "http://proxy.example")]
    [InlineData("Forwarded", "host=proxy.example", "https://proxy.example")]
    [InlineData("Forwarded", "proto=http", "https://app.example:8443")]
    [InlineData("X-Forwarded-Host", "proxy.example:81", "https://proxy.example:81")]
    [InlineData("X-Forwarded-Proto", "http", "https://app.example:8443")]
    public void Links_WithRequest_StartWhereTheCallerSeesTheApp(string? header, string? value, string origin)
    {
        Request request = new(_invocation, url: "https://app.example:8443/api/sagas/order-fulfilment");
        if (header is not null)
        {
            request.Headers.Add(header, value);
        }

        var links = ManagementLinks.For(_host, "order-7", request);

        Assert.Equal($"{origin}/runtime/webhooks/durabletask/instances/order-7?code=key", links.StatusQueryGetUri);
    }

    [Fact]
    public void Links_NeitherRequestNorHost_SayWhatIsMissing()
    {
        _host.HttpBaseUrl = null;

        var error = Assert.Throws<InvalidOperationException>(() => ManagementLinks.For(_host, "order-7", request: null));

        Assert.StartsWith("Failed to create HTTP management payload as base URL is null.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public void Links_NoInstanceId_AreRefused(string? instanceId)
    {
        var error = Assert.Throws<ArgumentException>(() => ManagementLinks.For(_host, instanceId!, request: null));

        Assert.StartsWith("InstanceId cannot be null or empty.", error.Message, StringComparison.Ordinal);
    }

    private sealed class Host : IHttpManagementInfo
    {
        public string? HttpBaseUrl { get; set; } = "http://localhost:7071/runtime/webhooks/durabletask";

        public string RequiredQueryStringParameters { get; set; } = "code=key";
    }
}
