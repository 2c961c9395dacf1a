using DurableTask.Core;
using DurableTask.Core.History;

namespace DurableSagas.DurableTask.Sqlite.Tests.Running;

public sealed class EventTests
{
    [Fact]
    public async Task Event_BeforeItIsWaitedFor_IsKept()
    {
        var held = new TaskCompletionSource<string>();
        var app = new TestApp()
            .Activity("Hold", _ => held.Task)
            .Orchestrator("Wait", async (run, _) => await run.CallAsync("Hold") + await run.EventAsync("go"));
        await using var hub = await TestHub.StartAsync(app);
        var id = await hub.StartInstanceAsync("Wait");
        await hub.RaiseAsync(id, "go", " go");
        await hub.UntilHistoryAsync<EventRaisedEvent>(id, 1);

        held.SetResult("held");
        var ended = await hub.EndAsync(id);

        Assert.Equal("held go", TestHub.Text(ended.Output));
    }

    [Fact]
    public async Task Events_AThousandAtOnce_AllArriveOnceAndInOrder()
    {
        const int Count = 1000;
        var app = new TestApp().Orchestrator("Gather", async (run, _) =>
        {
            List<string> gathered = [];
            while (gathered.Count < Count)
            {
                gathered.Add(await run.EventAsync("number"));
            }

            return string.Join(',', gathered);
        });
        await using var hub = await TestHub.StartAsync(app);
        var id = await hub.StartInstanceAsync("Gather");

        await Task.WhenAll(Enumerable.Range(0, Count).Select(number => hub.RaiseAsync(id, "number", $"{number}")));
        var ended = await hub.EndAsync(id);

        Assert.Equal(string.Join(',', Enumerable.Range(0, Count)), TestHub.Text(ended.Output));
    }

    [Fact]
    public async Task Event_ForAnInstanceThatHasEndedOrIsUnknown_IsDropped()
    {
        var app = new TestApp().Orchestrator("Once", (_, input) => Task.FromResult(input));
        await using var hub = await TestHub.StartAsync(app);
        await hub.RunAsync("Once", "done", "once");

        await hub.RaiseAsync("once", "late");
        await hub.RaiseAsync("nobody", "lost");

        Assert.Equal(OrchestrationStatus.Completed, (await hub.FindAsync("once"))!.OrchestrationStatus);
        Assert.Empty((await hub.HistoryAsync("once")).OfType<EventRaisedEvent>());
        Assert.Null(await hub.FindAsync("nobody"));
    }

    [Fact]
    public async Task Event_FromAnotherOrchestration_Arrives()
    {
        var app = new TestApp()
            .Orchestrator("Wait", (run, _) => run.EventAsync("hello"))
            .Orchestrator("Send", (run, input) =>
            {
                run.Context.SendEvent(new OrchestrationInstance { InstanceId = "waiting" }, "hello", input);
                return Task.FromResult("sent");
            });
        await using var hub = await TestHub.StartAsync(app);
        await hub.StartInstanceAsync("Wait", id: "waiting");

        await hub.RunAsync("Send", "from me");
        var ended = await hub.EndAsync("waiting");

        Assert.Equal("from me", TestHub.Text(ended.Output));
    }

    [Fact]
    public async Task Event_WhileAnEpisodeRuns_WaitsForTheNext()
    {
        var entered = new TaskCompletionSource();
        using var proceed = new ManualResetEventSlim();
        var app = new TestApp().Orchestrator("Slow", async (run, _) =>
        {
            var first = await run.EventAsync("first");
            if (!run.Context.IsReplaying)
            {
                entered.SetResult();
                proceed.Wait(TestContext.Current.CancellationToken);
            }

            return first + await run.EventAsync("second");
        });
        await using var hub = await TestHub.StartAsync(app);
        var id = await hub.StartInstanceAsync("Slow");
        await hub.RaiseAsync(id, "first", "1");
        await entered.Task;

        await hub.RaiseAsync(id, "second", "2");
        proceed.Set();
        var ended = await hub.EndAsync(id);

        Assert.Equal("12", TestHub.Text(ended.Output));
        var between = (await hub.HistoryAsync(id)).SkipWhile(recorded => recorded is not EventRaisedEvent { Name: "first" }).TakeWhile(recorded => recorded is not EventRaisedEvent { Name: "second" });
        Assert.Single(between.OfType<OrchestratorStartedEvent>());
    }
}
