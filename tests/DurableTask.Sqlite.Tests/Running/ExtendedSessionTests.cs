using DurableSagas.DurableTask.Sqlite.Hub;
using DurableTask.Core;
using DurableTask.Core.History;

namespace DurableSagas.DurableTask.Sqlite.Tests.Running;

public sealed class ExtendedSessionTests
{
    private static readonly SqliteTaskHubOptions _extended = new()
    {
        File = SqliteTaskHubOptions.InMemory,
        ExtendedSessionIdleTimeout = TimeSpan.FromSeconds(30),
    };

    [Fact]
    public async Task Orchestrator_WhileItsSessionLasts_IsNotReplayed()
    {
        var starts = 0;
        var app = Echo().Orchestrator("Five", async (run, input) =>
        {
            starts++;
            for (var call = 0; call < 5; call++)
            {
                input = await run.CallAsync("Echo", $"{input}{call}");
            }

            return input + await run.EventAsync("go");
        });
        await using var hub = await TestHub.StartAsync(app, _extended);
        await hub.RecoveredAsync();
        var id = await hub.StartInstanceAsync("Five", ">");
        await hub.UntilHistoryAsync<TaskCompletedEvent>(id, 5);

        await hub.RaiseAsync(id, "go", "!");
        var ended = await hub.EndAsync(id);

        Assert.Equal(">01234!", TestHub.Text(ended.Output));
        Assert.Equal(1, starts);
        Assert.Equal(7, (await hub.HistoryAsync(id)).OfType<OrchestratorStartedEvent>().Count());
    }

    [Fact]
    public async Task Session_ThatWasIdleForItsTime_EndsAndTheNextMessageReplays()
    {
        var starts = 0;
        var app = Echo().Orchestrator("Wait", async (run, input) =>
        {
            starts++;
            return input + await run.EventAsync("go");
        });
        await using var hub = await TestHub.StartAsync(app, _extended);
        var id = await hub.StartInstanceAsync("Wait", "in");
        await hub.UntilAsync(id, OrchestrationStatus.Running);

        await hub.AdvanceUntilAsync(() => !hub.Service.OpenAsync().Result.Dispatch!.Sessions.IsRunning(id));
        await hub.RaiseAsync(id, "go", "!");
        var ended = await hub.EndAsync(id);

        Assert.Equal("in!", TestHub.Text(ended.Output));
        Assert.Equal(2, starts);
    }

    [Fact]
    public async Task Instances_ManyMoreThanSessions_AllEnd()
    {
        var app = Echo().Orchestrator("Two", async (run, input) => await run.CallAsync("Echo", await run.CallAsync("Echo", input)));
        await using var hub = await TestHub.StartAsync(app, _extended with { MaxConcurrentOrchestrations = 4 });

        var ended = await Task.WhenAll(Enumerable.Range(0, 200).Select(number => hub.RunAsync("Two", $"{number}")));

        Assert.Equal(Enumerable.Range(0, 200).Select(number => $"{number}"), ended.Select(state => TestHub.Text(state.Output)));
    }

    [Fact]
    public async Task Generation_InASession_GoesOnWithItsOwnHistory()
    {
        var app = Echo().Orchestrator("Count", async (run, input) =>
        {
            await run.CallAsync("Echo", input);
            await run.EventAsync("next");
            if (input.Length < 5)
            {
                run.Context.ContinueAsNew(input + "x");
            }

            return input;
        });
        await using var hub = await TestHub.StartAsync(app, _extended);
        var id = await hub.StartInstanceAsync("Count", string.Empty);
        for (var generation = 0; generation < 5; generation++)
        {
            await hub.RaiseAsync(id, "next");
            await hub.UntilAsync(id, state => TestHub.Text(state.Input)!.Length == generation + 1);
        }

        await hub.RaiseAsync(id, "next");
        var ended = await hub.EndAsync(id);

        Assert.Equal("xxxxx", TestHub.Text(ended.Output));
        Assert.Single((await hub.HistoryAsync(id)).OfType<ExecutionStartedEvent>());
        Assert.Equal(6, app.Calls.Count);
    }

    [Fact]
    public async Task Rewound_AfterASession_GoesOn()
    {
        var broken = true;
        var app = new TestApp()
            .Activity("Work", input => broken ? throw new InvalidOperationException("broken") : input)
            .Orchestrator("Order", (run, input) => run.CallAsync("Work", input));
        await using var hub = await TestHub.StartAsync(app, _extended);
        await hub.RunAsync("Order", "pay", "order");
        broken = false;

        await hub.Service.RewindTaskOrchestrationAsync("order", "mended");
        var ended = await hub.EndAsync("order");

        Assert.Equal("pay", TestHub.Text(ended.Output));
        Assert.Equal(2, app.Calls.Count);
    }

    private static TestApp Echo() => new TestApp().Activity("Echo", input => input);
}
