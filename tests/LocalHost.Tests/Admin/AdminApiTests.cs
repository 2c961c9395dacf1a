using System.Text.Json.Nodes;
using DurableSagas.LocalHost.Functions;
using DurableSagas.LocalHost.Tests.Host;
using DurableSagas.LocalHost.Worker;

namespace DurableSagas.LocalHost.Tests.Admin;

public sealed class AdminApiTests
{
    private static readonly AppFunction[] _app =
    [
        AppFunctions.Http("one", verbs: "get,post", route: "items/{id}"), AppFunctions.Queue("work"), AppFunctions.Queue("off") with { IsDisabled = true },
    ];

    [Theory]
    [InlineData("""{"input":"text"}""", "work(text)")]
    [InlineData("""{"input":{"a":1}}""", """work({"a":1})""")]
    [InlineData("""{"input":null}""", "work()")]
    [InlineData("{}", "work()")]
    public async Task Post_Function_Is202AndRunsItWithTheInput(string body, string expected)
    {
        var ran = new TaskCompletionSource();
        var engine = new FakeEngine(_app);
        engine.ByHand = (_, _) =>
        {
            ran.SetResult();
            return Task.CompletedTask;
        };
        await using var host = await TestHost.OfAsync(engine);

        var answer = await host.PostAsync("/admin/functions/WORK", body);
        await ran.Task;

        Assert.Equal("202 ", answer);
        Assert.Equal([expected], engine.Calls);
    }

    [Theory]
    [InlineData("/admin/functions/work", "", "400")]
    [InlineData("/admin/functions/work", "[]", "400")]
    [InlineData("/admin/functions/work", "{", "400")]
    [InlineData("/admin/functions/work", """{"input":"\ud800"}""", "400")]
    [InlineData("/admin/functions/one", "{}", "400")]
    [InlineData("/admin/functions/off", "{}", "404")]
    [InlineData("/admin/functions/nothing", "{}", "404")]
    [InlineData("/admin/nothing", "{}", "404")]
    [InlineData("/admin", "{}", "404")]
    public async Task Post_WhatCannotRun_IsRefused(string path, string body, string expected)
    {
        var engine = new FakeEngine(_app);
        await using var host = await TestHost.OfAsync(engine);

        var answer = await host.PostAsync(path, body);

        Assert.StartsWith(expected, answer, StringComparison.Ordinal);
        Assert.Empty(engine.Calls);
    }

    [Fact]
    public async Task Post_FunctionThatFails_IsLogged()
    {
        var engine = new FakeEngine(_app) { ByHand = (_, _) => throw new InvalidOperationException("boom") };
        await using var host = await TestHost.OfAsync(engine);

        await host.PostAsync("/admin/functions/work", "{}");
        await host.StopAsync();

        Assert.Contains("Error Function 'work', run by hand, failed.", host.Logs.Lines);
    }

    [Fact]
    public async Task Get_Functions_TellsOfEachByTheRealHostsNames()
    {
        await using var host = await TestHost.OfAsync(new FakeEngine(_app));

        var answer = JsonNode.Parse((await host.GetAsync("/admin/functions"))["200 ".Length..])!.AsArray();

        Assert.Equal(["one", "work", "off"], answer.Select(function => (string?)function!["name"]));
        Assert.Equal([$"{host.Http.BaseAddress}api/items/{{id}}", null, null], answer.Select(function => (string?)function!["invoke_url_template"]));
        Assert.Equal([false, false, true], answer.Select(function => (bool)function!["isDisabled"]!));
        Assert.Equal("httpTrigger", (string?)answer[0]!["config"]!["bindings"]![0]!["type"]);
    }

    [Theory]
    [InlineData("/admin/functions/one", "200 {\"name\":\"one\"")]
    [InlineData("/admin/functions/one/status", "200 {}")]
    [InlineData("/admin/functions/nothing", "404 ")]
    [InlineData("/admin/functions/nothing/status", "404 ")]
    public async Task Get_Function_IsThatOneOr404(string path, string expected)
    {
        await using var host = await TestHost.OfAsync(new FakeEngine(_app));

        Assert.StartsWith(expected, await host.GetAsync(path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(WorkerState.Ready), "Running")]
    [InlineData(nameof(WorkerState.Starting), "Starting")]
    [InlineData(nameof(WorkerState.Dead), "Error")]
    public async Task Get_Status_TellsTheStateAndTheRuntimesVersion(string state, string expected)
    {
        await using var host = await TestHost.OfAsync(new FakeEngine(_app) { State = Enum.Parse<WorkerState>(state) });

        var answer = JsonNode.Parse((await host.GetAsync("/admin/host/status"))["200 ".Length..])!;

        Assert.Equal((expected, "4.0.0"), ((string?)answer["state"], (string?)answer["version"]));
        Assert.Equal("NotAllowed", (string?)answer["functionAppContentEditingState"]);
        Assert.NotNull(answer["id"]);
        Assert.NotNull(answer["processUptime"]);
    }

    [Theory]
    [InlineData("GET", "200 ")]
    [InlineData("POST", "200 ")]
    [InlineData("DELETE", "404 ")]
    public async Task Ping_IsAnsweredWithoutABody(string verb, string expected)
    {
        await using var host = await TestHost.OfAsync(new FakeEngine(_app));

        Assert.Equal(expected, await host.SendAsync(new HttpMethod(verb), "/admin/host/ping"));
    }
}
