using System.Net;
using System.Text.Json;
using DurableSagas.LocalHost.Tests.Apps.Hosting;

namespace DurableSagas.LocalHost.Tests.Apps.Durable;

/// <summary>What is done to instances: through the worker's client, and through the extension's own HTTP API.</summary>
public sealed class InstanceTests(SharedSampleHost shared, Storage storage)
{
    [Fact]
    public async Task Start_OverHttp_AnswersLinksThatLeadToTheInstance()
    {
        var (host, id) = await NewAsync("links");

        var started = await host.StartAsync("Sequence", id);

        var links = started.Json;
        var status = await Poll.UntilAsync("end", () => host.Client.GetAsync(links.GetProperty("statusQueryGetUri", "StatusQueryGetUri")), answer => answer.Status == HttpStatusCode.OK, TestContext.Current.CancellationToken);
        Assert.Equal((id, "Sequence", "Completed", "ABC"), (Text(status, "instanceId"), Text(status, "name"), Text(status, "runtimeStatus"), Text(status, "output")));
        Assert.StartsWith(new Uri(host.Client.Url, SampleHost.Management).AbsoluteUri, links.GetProperty("purgeHistoryDeleteUri", "PurgeHistoryDeleteUri"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_WhileItRuns_IsAcceptedWithWhereAndWhenToAskAgain()
    {
        var (host, id) = await NewAsync("running");
        await host.StartAsync("WaitForEvents", id);
        await host.UntilAsync(id, "Running");

        var answer = await host.Client.GetAsync($"{SampleHost.Management}/instances/{id}");

        Assert.Equal("Running", Text(answer.Expect(HttpStatusCode.Accepted), "runtimeStatus"));
        Assert.Contains($"/instances/{id}", Assert.Single(answer.Headers["Location"]), StringComparison.Ordinal);
        Assert.NotEmpty(answer.Headers["Retry-After"]);
    }

    [Fact]
    public async Task ManagementApi_StartRaiseTerminatePurge_DoesIt()
    {
        var (host, id) = await NewAsync("managed");

        (await ManageAsync(host, HttpMethod.Post, $"orchestrators/WaitForEvents/{id}", "null")).Expect(HttpStatusCode.Accepted);
        await host.UntilAsync(id, "Running");
        (await ManageAsync(host, HttpMethod.Post, $"instances/{id}/raiseEvent/First", "\"a\"")).Expect(HttpStatusCode.Accepted);
        (await ManageAsync(host, HttpMethod.Delete, $"instances/{id}")).Expect(HttpStatusCode.PreconditionFailed);
        (await ManageAsync(host, HttpMethod.Post, $"instances/{id}/terminate?reason=enough")).Expect(HttpStatusCode.Accepted);
        Assert.Contains("enough", (await host.UntilAsync(id, "Terminated")).Output, StringComparison.Ordinal);
        (await ManageAsync(host, HttpMethod.Post, $"instances/{id}/terminate")).Expect(HttpStatusCode.Gone);
        Assert.Equal(1, (await ManageAsync(host, HttpMethod.Delete, $"instances/{id}")).Expect(HttpStatusCode.OK).Json.GetProperty("instancesDeleted").GetInt32());
        (await ManageAsync(host, HttpMethod.Get, $"instances/{id}")).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Suspended_Instance_TakesNoEventUntilItIsResumed()
    {
        var (host, id) = await NewAsync("suspended");
        await host.StartAsync("WaitForEventOrTime", id, "600000");
        await host.UntilAsync(id, "Running");

        await host.PostAsync($"instances/{id}/suspend/pause");
        await host.UntilAsync(id, "Suspended");
        await host.PostAsync($"instances/{id}/raise/Answer", "\"held\"");
        Assert.Equal("Suspended", (await host.StatusAsync(id)).Status);
        await host.PostAsync($"instances/{id}/resume/go");

        Assert.Equal("\"held\"", (await host.UntilAsync(id, "Completed")).Output);
    }

    [Theory]
    [InlineData("Mended", "", "\"BEFOREBROKEN\"")]
    [InlineData("ParentOfMended", "-child", "\"child: BEFOREBROKEN\"")]
    public async Task Failed_Instance_RewoundAfterItsCauseIsMended_DoesOnlyWhatFailed(string orchestrator, string worker, string output)
    {
        var (host, id) = await NewAsync("rewound");
        await host.RunAsync(orchestrator, id, status: "Failed");

        await host.RaiseAsync($"{id}{worker}-broken");
        (await ManageAsync(host, HttpMethod.Post, $"instances/{id}/rewind?reason=mended")).Expect(HttpStatusCode.Accepted);

        Assert.Equal(output, (await host.UntilAsync(id, "Completed")).Output);
        Assert.Equal(["before", "broken failed", "broken"], await host.JournalAsync($"{id}{worker}"));
    }

    [Fact]
    public async Task Rewind_ByTheClient_IsTheSame()
    {
        var (host, id) = await NewAsync("client-rewound");
        await host.RunAsync("Mended", id, status: "Failed");

        await host.RaiseAsync($"{id}-broken");
        await host.PostAsync($"instances/{id}/rewind/mended");

        Assert.Equal("\"BEFOREBROKEN\"", (await host.UntilAsync(id, "Completed")).Output);
    }

    [Fact]
    public async Task Rewind_OfWhatHasNotFailed_IsRefused()
    {
        var (host, id) = await NewAsync("completed");
        await host.RunAsync("Sequence", id);

        var answer = await ManageAsync(host, HttpMethod.Post, $"instances/{id}/rewind?reason=none");

        answer.Expect(HttpStatusCode.PreconditionFailed);
    }

    [Fact]
    public async Task Restart_UnderItsOwnId_BeginsAnewWithTheSameInputAndAnEmptyHistory()
    {
        var (host, id) = await NewAsync("restarted");
        await host.RunAsync("FanOut", id, "2");

        var answer = await ManageAsync(host, HttpMethod.Post, $"instances/{id}/restart?restartWithNewInstanceId=false");
        await host.JournalAsync(id, entries => entries.Count == 4);
        var ended = await host.UntilAsync(id, "Completed");

        Assert.Equal(id, Text(answer.Expect(HttpStatusCode.Accepted), "id"));
        Assert.Equal(("FanOut", "2", "2"), (ended.Name, ended.Input, ended.Output));
        Assert.Equal(["ExecutionStarted", "TaskCompleted", "TaskCompleted", "ExecutionCompleted"], await EventsAsync(host, id));
    }

    [Theory]
    [InlineData("?restartWithNewInstanceId=true")]
    [InlineData("")]
    public async Task Restart_UnderAnotherId_LeavesTheFirstAsItIs(string query)
    {
        var (host, id) = await NewAsync("restarted");
        await host.RunAsync("FanOut", id, "2");

        var answer = await ManageAsync(host, HttpMethod.Post, $"instances/{id}/restart{query}");
        var other = Text(answer.Expect(HttpStatusCode.Accepted), "id")!;
        var ended = await host.UntilAsync(other, "Completed");

        Assert.NotEqual(id, other);
        Assert.Equal(("FanOut", "2", "2"), (ended.Name, ended.Input, ended.Output));
        Assert.Equal(2, (await host.JournalAsync(other)).Count);
        Assert.Equal(2, (await host.JournalAsync(id)).Count);
        Assert.Equal("Completed", (await host.StatusAsync(id)).Status);
    }

    [Fact]
    public async Task Restart_OfWhatIsUnknown_IsRefused()
    {
        var (host, id) = await NewAsync("nobody");

        (await ManageAsync(host, HttpMethod.Post, $"instances/{id}/restart")).Expect(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task History_OfAnEndedInstance_HasItsBeginningAndEnd()
    {
        var (host, id) = await NewAsync("history");
        await host.RunAsync("Sequence", id);

        Assert.Equal(["ExecutionStarted", "TaskCompleted", "TaskCompleted", "TaskCompleted", "ExecutionCompleted"], await EventsAsync(host, id));
        Assert.Contains("ExecutionStarted", (await host.GetAsync($"instances/{id}/history")).Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_ByPrefixAndStatus_PageByPage_FindsEachOnce()
    {
        var (host, prefix) = await NewAsync("listed");
        var ids = Enumerable.Range(0, 5).Select(index => $"{prefix}-{index}").ToList();
        foreach (var id in ids)
        {
            await host.RunAsync("Return", id, "1");
        }

        var found = await host.GetAsync($"instances?prefix={prefix}&status=Completed&pageSize=2");
        var none = await host.GetAsync($"instances?prefix={prefix}&status=Failed");

        Assert.Equal(ids, found.Expect(HttpStatusCode.OK).Json.EnumerateArray().Select(instance => instance.GetProperty("id").GetString()).Order());
        Assert.Empty(none.Expect(HttpStatusCode.OK).Json.EnumerateArray());
    }

    [Fact]
    public async Task Client_OfAnUnknownInstance_SaysSo()
    {
        var (host, id) = await NewAsync("nobody");

        (await host.GetAsync($"status/{id}")).Expect(HttpStatusCode.NotFound);
        (await ManageAsync(host, HttpMethod.Get, $"instances/{id}")).Expect(HttpStatusCode.NotFound);
        (await ManageAsync(host, HttpMethod.Post, $"instances/{id}/raiseEvent/Go", "1")).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task RunToEnd_OfTheClient_AnswersTheResult()
    {
        var (host, id) = await NewAsync("to-end");

        var answer = await host.PostAsync($"run/Sequence/{id}");

        Assert.Equal(("Completed", "\"ABC\""), (Text(answer.Expect(HttpStatusCode.OK), "status"), Text(answer, "output")));
    }

    private async Task<(SampleHost Host, string Id)> NewAsync(string name) => (await shared.StartAsync(storage), SharedSampleHost.NewId(name));

    private static Task<Answer> ManageAsync(SampleHost host, HttpMethod verb, string path, string? json = null) =>
        host.Client.SendAsync(verb, $"{SampleHost.Management}/{path}", json is null ? null : new StringContent(json, System.Text.Encoding.UTF8, "application/json"));

    private static async Task<IReadOnlyList<string?>> EventsAsync(SampleHost host, string id)
    {
        var answer = await ManageAsync(host, HttpMethod.Get, $"instances/{id}?showHistory=true&showHistoryOutput=true");
        return [.. answer.Expect(HttpStatusCode.OK).Json.GetProperty("historyEvents").EnumerateArray().Select(entry => entry.GetProperty("EventType").GetString())];
    }

    private static string? Text(Answer answer, string member) => answer.Json.GetProperty(member) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
