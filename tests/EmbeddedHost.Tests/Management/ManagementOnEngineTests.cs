using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DurableSagas.EmbeddedHost.Tests.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableSagas.EmbeddedHost.Tests.Management;

public sealed class ManagementOnEngineTests
{
    private const string Base = "/runtime/webhooks/durabletask";

    [Fact]
    public async Task Starter_Orchestration_IsFollowedByItsLinksToItsOutput()
    {
        await using var host = await TestHost.WithEngineAsync<App>();

        using var started = await host.Http.PostAsync(new Uri("/api/start/order-7", UriKind.Relative), Json("\"Ada\""), Token);
        var links = await JsonOfAsync(started);
        var status = await EndedAsync(host, links["StatusQueryGetUri"]!.GetValue<string>());

        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        Assert.Equal($"{host.Http.BaseAddress}runtime/webhooks/durabletask/instances/order-7", started.Headers.Location!.AbsoluteUri);
        Assert.Equal("Hello Ada of order-7", status["output"]!.GetValue<string>());
        Assert.Equal("Ada", status["input"]!.GetValue<string>());
    }

    [Fact]
    public async Task ManagementStart_WaitsForTheOutcome_WhenAskedTo()
    {
        await using var host = await TestHost.WithEngineAsync<App>();

        var answer = await host.PostAsync($"{Base}/orchestrators/Greet/order-8?timeout=30&pollingInterval=1", "\"Bo\"");

        Assert.Equal("200 \"Hello Bo of order-8\"", answer);
    }

    [Fact]
    public async Task Status_WithHistory_FoldsWhatWasScheduledIntoHowItEnded()
    {
        await using var host = await TestHost.WithEngineAsync<App>();
        await host.PostAsync($"{Base}/orchestrators/Greet/order-9?timeout=30&pollingInterval=1", "\"Cy\"");

        using var response = await host.Http.GetAsync(
            new Uri($"{Base}/instances/order-9?showHistory=true&showHistoryOutput=true", UriKind.Relative), Token);
        var history = (await JsonOfAsync(response))["historyEvents"]!.AsArray();

        Assert.Equal(["ExecutionStarted", "TaskCompleted", "ExecutionCompleted"], history.Select(recorded => recorded!["EventType"]!.GetValue<string>()));
        Assert.Equal("Greet", history[0]!["FunctionName"]!.GetValue<string>());
        Assert.Equal("\"Cy\"", history[0]!["Input"]!.GetValue<string>());
        Assert.Equal("SayHello", history[1]!["FunctionName"]!.GetValue<string>());
        Assert.Equal("Hello Cy of order-9", history[1]!["Result"]!.GetValue<string>());
        Assert.Equal("Completed", history[2]!["OrchestrationStatus"]!.GetValue<string>());
        Assert.All(history, recorded => Assert.DoesNotContain(recorded!.AsObject(), member => member.Key is "EventId" or "IsPlayed" or "TaskScheduledId" or "Version"));
    }

    [Fact]
    public async Task EventRaised_InstanceThatWaits_GoesOn()
    {
        await using var host = await TestHost.WithEngineAsync<App>();
        await host.PostAsync($"{Base}/orchestrators/Approve/order-10", "null");

        var raised = await host.PostAsync($"{Base}/instances/order-10/raiseEvent/approval", """{"by":"Eve"}""");
        var status = await EndedAsync(host, $"{Base}/instances/order-10");
        var late = await host.PostAsync($"{Base}/instances/order-10/raiseEvent/approval", """{"by":"Eve"}""");

        Assert.Equal("202 ", raised);
        Assert.Equal("Eve", status["output"]!.GetValue<string>());
        Assert.Equal("410 ", late);
    }

    [Fact]
    public async Task Commands_SuspendResumeTerminateRestartPurge_DoWhatTheySay()
    {
        await using var host = await TestHost.WithEngineAsync<App>();
        await host.PostAsync($"{Base}/orchestrators/Approve/order-11", "null");

        Assert.Equal("202 ", await host.PostAsync($"{Base}/instances/order-11/suspend?reason=stock", ""));
        await StatusIsAsync(host, "order-11", "Suspended");
        Assert.Equal("202 ", await host.PostAsync($"{Base}/instances/order-11/suspend", ""));
        Assert.Equal("202 ", await host.PostAsync($"{Base}/instances/order-11/resume?reason=back", ""));
        await StatusIsAsync(host, "order-11", "Running");
        Assert.Equal("202 ", await host.PostAsync($"{Base}/instances/order-11/TERMINATE?reason=enough%20now", ""));
        var terminated = await EndedAsync(host, $"{Base}/instances/order-11");
        Assert.Equal(("Terminated", "enough now"), (terminated["runtimeStatus"]!.GetValue<string>(), terminated["output"]!.GetValue<string>()));

        Assert.StartsWith("202 {\"id\":\"order-11\",", await host.PostAsync($"{Base}/instances/order-11/restart?restartWithNewInstanceId=false", ""), StringComparison.Ordinal);
        Assert.StartsWith("409 ", await host.PostAsync($"{Base}/instances/order-11/restart?restartWithNewInstanceId=false", ""), StringComparison.Ordinal);
        using var tooEarly = await host.Http.DeleteAsync(new Uri($"{Base}/instances/order-11", UriKind.Relative), Token);
        Assert.Equal(HttpStatusCode.PreconditionFailed, tooEarly.StatusCode);
        Assert.Equal("202 ", await host.PostAsync($"{Base}/instances/order-11/terminate", ""));
        await EndedAsync(host, $"{Base}/instances/order-11");
        using var purged = await host.Http.DeleteAsync(new Uri($"{Base}/instances/order-11", UriKind.Relative), Token);
        Assert.Equal("{\"instancesDeleted\":1}", await purged.Content.ReadAsStringAsync(Token));
        Assert.Equal("404 ", await host.GetAsync($"{Base}/instances/order-11"));
    }

    [Fact]
    public async Task Rewind_FailedInstance_RunsItsFailedActivityAgain()
    {
        App.Broken = true;
        await using var host = await TestHost.WithEngineAsync<App>();
        await host.PostAsync($"{Base}/orchestrators/Fragile/order-12?timeout=30&pollingInterval=1", "null");
        var failed = await host.GetAsync($"{Base}/instances/order-12?returnInternalServerErrorOnFailure=true");
        App.Broken = false;

        var rewound = await host.PostAsync($"{Base}/instances/order-12/rewind?reason=mended", "");
        var status = await EndedAsync(host, $"{Base}/instances/order-12");

        Assert.StartsWith("500 {\"name\":\"Fragile\",\"instanceId\":\"order-12\",\"runtimeStatus\":\"Failed\",", failed, StringComparison.Ordinal);
        Assert.Equal("202 ", rewound);
        Assert.Equal(("Completed", "mended"), (status["runtimeStatus"]!.GetValue<string>(), status["output"]!.GetValue<string>()));
        Assert.StartsWith("412 \"", await host.PostAsync($"{Base}/instances/order-12/rewind", ""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rewind_FailedChildWasPurged_IsA412ThatSaysWhy()
    {
        App.Broken = true;
        await using var host = await TestHost.WithEngineAsync<App>();
        await host.PostAsync($"{Base}/orchestrators/FragileParent/order-13?timeout=30&pollingInterval=1", "null");
        using var purged = await host.Http.DeleteAsync(new Uri($"{Base}/instances/order-13-child", UriKind.Relative), Token);

        var rewound = await host.PostAsync($"{Base}/instances/order-13/rewind?reason=mended", "");

        Assert.Equal(HttpStatusCode.OK, purged.StatusCode);
        Assert.StartsWith(
            "412 \"Instance 'order-13' cannot be rewound: its failed child 'order-13-child' has been purged,", Regex.Unescape(rewound), StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_PagesAndFilters_AreFollowedByTheContinuationHeader()
    {
        await using var host = await TestHost.WithEngineAsync<App>();
        foreach (var id in (string[])["a-1", "a-2", "a-3", "b-1"])
        {
            await host.PostAsync($"{Base}/orchestrators/Greet/{id}?timeout=30&pollingInterval=1", "\"x\"");
        }

        using var first = await host.Http.GetAsync(new Uri($"{Base}/instances?instanceIdPrefix=a-&runtimeStatus=Completed,nonsense&top=2", UriKind.Relative), Token);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Base}/instances?instanceIdPrefix=a-&top=2&showInput=false");
        request.Headers.Add("x-ms-continuation-token", first.Headers.GetValues("x-ms-continuation-token"));
        using var second = await host.Http.SendAsync(request, Token);

        Assert.Equal(["a-1", "a-2"], (await JsonOfAsync(first)).AsArray().Select(instance => instance!["instanceId"]!.GetValue<string>()));
        var last = Assert.Single((await JsonOfAsync(second)).AsArray())!;
        Assert.Equal(("a-3", null), (last["instanceId"]!.GetValue<string>(), last["input"]));
        Assert.False(second.Headers.Contains("x-ms-continuation-token"));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    private static async Task<JsonNode> JsonOfAsync(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync(Token))!;

    private static async Task<JsonNode> EndedAsync(TestHost host, string statusUrl)
    {
        while (true)
        {
            using var response = await host.Http.GetAsync(new Uri(statusUrl, UriKind.RelativeOrAbsolute), Token);
            if (response.StatusCode == HttpStatusCode.OK)
            {
                return await JsonOfAsync(response);
            }

            Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
            Assert.Equal("5", response.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static async Task StatusIsAsync(TestHost host, string instanceId, string expected)
    {
        string? found;
        do
        {
            using var response = await host.Http.GetAsync(new Uri($"{Base}/instances/{instanceId}", UriKind.Relative), Token);
            found = (await JsonOfAsync(response))["runtimeStatus"]!.GetValue<string>();
        }
        while (found != expected);
    }

    public sealed class App
    {
        public static bool Broken { get; set; }

        [Function("start")]
        public static async Task<HttpResponseData> StartAsync(
            [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "start/{id}")] HttpRequestData request,
            [DurableClient] DurableTaskClient client,
            [FromBody] string name,
            string id)
        {
            var input = JsonSerializer.Deserialize<string>(name);
            await client.ScheduleNewOrchestrationInstanceAsync("Greet", input, new StartOrchestrationOptions(id));
            return await client.CreateCheckStatusResponseAsync(request, id);
        }

        [Function("Greet")]
        public static Task<string> GreetAsync([OrchestrationTrigger] TaskOrchestrationContext context, string name) =>
            context.CallActivityAsync<string>("SayHello", name);

        [Function("SayHello")]
        public static string SayHello([ActivityTrigger] string name, string instanceId) => $"Hello {name} of {instanceId}";

        [Function("Approve")]
        public static async Task<string> ApproveAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
            (await context.WaitForExternalEvent<Dictionary<string, string>>("approval"))["by"];

        [Function("Fragile")]
        public static Task<string> FragileAsync([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync<string>("Break");

        [Function("FragileParent")]
        public static Task<string> FragileParentAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallSubOrchestratorAsync<string>("Fragile", new SubOrchestrationOptions { InstanceId = context.InstanceId + "-child" });

        [Function("Break")]
        public static string Break([ActivityTrigger] FunctionContext context) =>
            Broken ? throw new InvalidOperationException(context.InvocationId) : "mended";
    }
}
