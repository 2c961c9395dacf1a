using DurableSagas.EmbeddedHost.TaskHub;
using DurableSagas.EmbeddedHost.Tests.Hosting;
using DurableTask.Core.Exceptions;
using Grpc.Core;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableSagas.EmbeddedHost.Tests.Management;

public sealed class ManagementApiTests
{
    private const string Base = "/runtime/webhooks/durabletask";

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Pending, 202)]
    [InlineData(OrchestrationRuntimeStatus.Running, 202)]
    [InlineData(OrchestrationRuntimeStatus.Suspended, 202)]
    [InlineData(OrchestrationRuntimeStatus.Completed, 200)]
    [InlineData(OrchestrationRuntimeStatus.Failed, 200)]
    [InlineData(OrchestrationRuntimeStatus.Terminated, 200)]
    public async Task GetStatus_EachStatus_HasItsCodeAndTheSameBody(OrchestrationRuntimeStatus status, int expected)
    {
        await using var host = await TestHost.OfAsync<App>();
        host.Engine.Instances.Instances["a b/c"] = Instance("a b/c", status);

        using var response = await host.Http.GetAsync(new Uri($"{Base}/Instances/a%20b%2Fc/", UriKind.Relative), Token);

        Assert.Equal(expected, (int)response.StatusCode);
        Assert.Equal("application/json; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Equal(expected == 202 ? $"{host.Http.BaseAddress}runtime/webhooks/durabletask/Instances/a%20b%2Fc/" : null, response.Headers.Location?.AbsoluteUri);
        Assert.Equal(
            "{\"name\":\"Order\",\"instanceId\":\"a b/c\",\"runtimeStatus\":\"" + status + "\"," +
            "\"input\":{\"id\":1.50,\"name\":\"Åse <&>\"},\"customStatus\":null,\"output\":\"not { json\"," +
            "\"createdTime\":\"2026-01-02T03:04:05Z\",\"lastUpdatedTime\":\"2026-01-02T04:05:06Z\"}",
            await response.Content.ReadAsStringAsync(Token));
    }

    [Theory]
    [InlineData("showInput=false", "\"input\":null,\"customStatus\":null")]
    [InlineData("SHOWINPUT=False", "\"input\":null,\"customStatus\":null")]
    [InlineData("showInput=nonsense", "\"input\":{\"id\":1.50")]
    public async Task GetStatus_ShowInput_HidesOrShowsIt(string query, string expected)
    {
        await using var host = await TestHost.OfAsync<App>();
        host.Engine.Instances.Instances["x"] = Instance("x", OrchestrationRuntimeStatus.Completed);

        var answer = await host.GetAsync($"{Base}/instances/x?{query}");

        Assert.Contains(expected, answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/instances/none", 404, "")]
    [InlineData("PUT", "/instances/x", 404, "")]
    [InlineData("POST", "/instances", 404, "")]
    [InlineData("GET", "/instances/x/terminate", 404, "")]
    [InlineData("POST", "/instances/x/nothing", 404, "")]
    [InlineData("POST", "/instances/none/terminate", 404, "")]
    [InlineData("POST", "/instances/ended/terminate", 410, "")]
    [InlineData("POST", "/instances/ended/suspend", 410, "")]
    [InlineData("POST", "/instances/ended/resume", 410, "")]
    [InlineData("POST", "/instances/none/rewind", 404, "\"No instance with ID 'none' was found.\"")]
    [InlineData("POST", "/instances/x/rewind", 412, "\"The rewind operation is only supported on failed orchestration instances.\"")]
    [InlineData("POST", "/instances/none/restart", 400, "{\"Message\":\"InstanceId does not match a valid orchestration instance.\"}")]
    [InlineData("POST", "/instances/x/restart?restartWithNewInstanceId=false", 409, "{\"Message\":\"A non-terminal instance with this instance ID already exists.\"}")]
    [InlineData("DELETE", "/instances/none", 404, "")]
    [InlineData("DELETE", "/instances/x", 412, "\"Orchestration 'x' is Running; only one that has ended can be purged.\"")]
    [InlineData("DELETE", "/instances/ended", 200, "{\"instancesDeleted\":1}")]
    [InlineData("DELETE", "/instances", 400, "\"Please provide value for 'createdTimeFrom' parameter.\"")]
    [InlineData("DELETE", "/instances?createdTimeFrom=2026-01-01&createdTimeTo=2026-02-01T00:00:00Z&runtimeStatus=failed", 200, "{\"instancesDeleted\":2}")]
    [InlineData("GET", "/entities/counter/1", 501, "{\"Message\":\"The embedded host has no entities. Run the app on Azure Functions to use them.\"}")]
    [InlineData("POST", "/makeprimary/", 200, "")]
    [InlineData("GET", "", 404, "")]
    [InlineData("GET", "/instances/x?taskHub=Other", 400, "{\"Message\":\"This host has task hub 'TestHubName' only; 'Other' was asked for.\"}")]
    public async Task Request_EachCase_HasItsDocumentedAnswer(string verb, string path, int expected, string body)
    {
        await using var host = await TestHost.OfAsync<App>();
        host.Engine.Instances.Instances["x"] = Instance("x", OrchestrationRuntimeStatus.Running);
        host.Engine.Instances.Instances["ended"] = Instance("ended", OrchestrationRuntimeStatus.Completed);
        using var request = new HttpRequestMessage(new HttpMethod(verb), Base + path);

        using var response = await host.Http.SendAsync(request, Token);

        Assert.Equal((expected, body), ((int)response.StatusCode, await response.Content.ReadAsStringAsync(Token)));
    }

    [Theory]
    [InlineData("/orchestrators/order/o-1?version=2.0", "{\"a\":1}", "start order o-1 2.0 {\"a\":1}")]
    [InlineData("/orchestrators/Order", "", "start Order")]
    [InlineData("/instances/x/raiseEvent/go%2Fnow", "[1]", "raise x go/now [1]")]
    [InlineData("/instances/x/raiseevent/go", "", "raise x go")]
    [InlineData("/instances/x/terminate?reason=a%20b", "", "terminate x a b")]
    [InlineData("/instances/x/suspend?reason=r", "", "suspend x r")]
    [InlineData("/instances/paused/resume?reason=r", "", "resume paused r")]
    [InlineData("/instances/failed/rewind?reason=r", "", "rewind failed r")]
    [InlineData("/instances/x/restart", "", "restart x True")]
    [InlineData("/instances/ended/restart?restartWithNewInstanceId=false", "", "restart ended False")]
    public async Task Post_Command_ReachesTheClientAndIs202(string path, string body, string expected)
    {
        await using var host = await TestHost.OfAsync<App>();
        foreach (var (id, status) in new[] { ("x", "Running"), ("paused", "Suspended"), ("failed", "Failed"), ("ended", "Completed") })
        {
            host.Engine.Instances.Instances[id] = Instance(id, Enum.Parse<OrchestrationRuntimeStatus>(status));
        }

        var answer = await host.PostAsync(Base + path, body);

        Assert.StartsWith("202 ", answer, StringComparison.Ordinal);
        Assert.Equal(expected, Assert.Single(host.Engine.Instances.Calls));
    }

    [Theory]
    [InlineData("/instances/x/suspend", "202 ")]
    [InlineData("/instances/paused/resume", "202 ")]
    [InlineData("/instances/paused/suspend", "202 ")]
    [InlineData("/instances/x/resume", "202 ")]
    public async Task SuspendOrResume_SomebodyElseWasFaster_IsDoneAlready(string path, string expected)
    {
        await using var host = await TestHost.OfAsync<App>();
        host.Engine.Instances.Instances["x"] = Instance("x", OrchestrationRuntimeStatus.Running);
        host.Engine.Instances.Instances["paused"] = Instance("paused", OrchestrationRuntimeStatus.Suspended);
        host.Engine.Instances.CommandFailure = new RpcException(new Status(StatusCode.Unknown, "Exception was thrown by handler."));

        var answer = await host.PostAsync(Base + path, "");

        Assert.Equal(expected, answer);
    }

    [Fact]
    public async Task Start_Answer_HoldsTheLinksOfTheExtension()
    {
        await using var host = await TestHost.OfAsync<App>("--EmbeddedHost:Keys:_system=k&1");
        using var content = new StringContent("1");

        using var response = await host.Http.PostAsync(new Uri($"{Base}/orchestrators/Order/o%201?code=k%261", UriKind.Relative), content, Token);

        var instance = $"{host.Http.BaseAddress}runtime/webhooks/durabletask/instances/o%201";
        const string Query = "taskHub=TestHubName&connection=Storage&code=k%261";
        Assert.Equal($"{instance}?{Query}", response.Headers.Location!.OriginalString);
        Assert.Equal(10, response.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
        Assert.Equal(
            $$"""
            {"id":"o 1","statusQueryGetUri":"{{instance}}?{{Query}}","sendEventPostUri":"{{instance}}/raiseEvent/{eventName}?{{Query}}","terminatePostUri":"{{instance}}/terminate?reason={text}&{{Query}}","purgeHistoryDeleteUri":"{{instance}}?{{Query}}","restartPostUri":"{{instance}}/restart?{{Query}}","suspendPostUri":"{{instance}}/suspend?reason={text}&{{Query}}","resumePostUri":"{{instance}}/resume?reason={text}&{{Query}}"}
            """,
            await response.Content.ReadAsStringAsync(Token));
    }

    [Theory]
    [InlineData("/orchestrators/Order", "{\"a\":", "Invalid JSON content")]
    [InlineData("/orchestrators/Nobody", "1", "One or more of the arguments submitted is incorrect")]
    [InlineData("/orchestrators/Order?timeout=1&pollingInterval=2", "1", "One or more of the arguments submitted is incorrect")]
    [InlineData("/orchestrators/Order?timeout=NaN&pollingInterval=1", "1", "One or more of the arguments submitted is incorrect")]
    [InlineData("/instances/x/raiseEvent/go", "{]", "Invalid JSON content")]
    public async Task Post_WrongContent_IsA400ThatSaysWhy(string path, string body, string message)
    {
        await using var host = await TestHost.OfAsync<App>();
        host.Engine.Instances.Instances["x"] = Instance("x", OrchestrationRuntimeStatus.Running);

        var answer = await host.PostAsync(Base + path, body);

        Assert.StartsWith("400 {\"Message\":\"" + message + "\",\"ExceptionMessage\":\"", answer, StringComparison.Ordinal);
        Assert.Matches("\"ExceptionType\":\"[A-Za-z.]+\",\"StackTrace\":(null|\".*\")}$", answer);
    }

    [Fact]
    public async Task EventRaised_NoJsonContent_IsRefused()
    {
        await using var host = await TestHost.OfAsync<App>();
        host.Engine.Instances.Instances["x"] = Instance("x", OrchestrationRuntimeStatus.Running);
        using var content = new StringContent("1");

        using var response = await host.Http.PostAsync(new Uri($"{Base}/instances/x/raiseEvent/go", UriKind.Relative), content, Token);

        Assert.Equal(400, (int)response.StatusCode);
        Assert.Equal("{\"Message\":\"Only application/json request content is supported\"}", await response.Content.ReadAsStringAsync(Token));
    }

    public static TheoryData<Exception, int> Failures => new()
    {
        { new TaskHubUnavailableException("disk full"), 503 },
        { new IOException("disk full"), 503 },
        { new OrchestrationAlreadyExistsException("taken"), 409 },
        { new RpcException(new Status(StatusCode.NotFound, "gone")), 404 },
        { new RpcException(new Status(StatusCode.FailedPrecondition, "ended")), 410 },
        { new ArgumentException("bad"), 400 },
        { new NotSupportedException("no"), 501 },
        { new InvalidCastException("bug"), 500 },
    };

    [Theory]
    [MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public async Task Start_ClientFails_IsAnsweredByTheKindOfFailure(Exception failure, int expected)
    {
        await using var host = await TestHost.OfAsync<App>();
        host.Engine.Instances.Failure = failure;

        var answer = await host.PostAsync($"{Base}/orchestrators/Order", "1");

        Assert.StartsWith($"{expected} ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_AllParameters_BecomeTheQuery()
    {
        await using var host = await TestHost.OfAsync<App>();
        host.Engine.Instances.Instances["x"] = Instance("x", OrchestrationRuntimeStatus.Running);

        using var response = await host.Http.GetAsync(
            new Uri(
                $"{Base}/instances?instanceIdPrefix=a&createdTimeFrom=2026-01-01T00:00:00Z&createdTimeTo=nonsense&runtimeStatus=failed,what&runtimeStatus=Running&top=7&showInput=false",
                UriKind.Relative),
            Token);

        var query = host.Engine.Instances.LastQuery!;
        Assert.Equal(("a", 7, null), (query.InstanceIdPrefix, query.PageSize, query.CreatedTo));
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), query.CreatedFrom);
        Assert.Equal([OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Running], query.Statuses);
        Assert.Equal(["next"], response.Headers.GetValues("x-ms-continuation-token"));
        Assert.StartsWith("[{\"name\":\"Order\",\"instanceId\":\"x\"", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?timeout=30&pollingInterval=1", "200 \"done\"")]
    [InlineData("?timeout=30", "202 {\"id\":\"done\"")]
    public async Task Start_BothWaitParameters_AnswersWithTheOutput(string query, string expected)
    {
        await using var host = await TestHost.OfAsync<App>();
        host.Engine.Instances.Instances["done"] = new OrchestrationMetadata("Order", "done")
        {
            RuntimeStatus = OrchestrationRuntimeStatus.Completed,
            SerializedOutput = "\"done\"",
        };

        var answer = await host.PostAsync($"{Base}/orchestrators/Order/done{query}", "1");

        Assert.StartsWith(expected, answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WaitRunsOut_Is202()
    {
        await using var host = await TestHost.OfAsync<App>();

        var answer = await host.PostAsync($"{Base}/orchestrators/Order/slow?timeout=0.01&pollingInterval=0.01", "1");

        Assert.StartsWith("202 {\"id\":\"slow\"", answer, StringComparison.Ordinal);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static OrchestrationMetadata Instance(string id, OrchestrationRuntimeStatus status) => new("Order", id)
    {
        RuntimeStatus = status,
        SerializedInput = "{\"id\":1.50,\"name\":\"Åse <&>\"}",
        SerializedOutput = "not { json",
        CreatedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero),
        LastUpdatedAt = new DateTimeOffset(2026, 1, 2, 6, 5, 6, TimeSpan.FromHours(2)),
    };

    public sealed class App
    {
        [Function("Order")]
        public static Task OrderAsync([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync("Ship");
    }
}
