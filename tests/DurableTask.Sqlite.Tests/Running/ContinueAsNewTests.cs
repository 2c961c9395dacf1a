using System.Globalization;
using DurableTask.Core;
using DurableTask.Core.History;

namespace DurableSagas.DurableTask.Sqlite.Tests.Running;

public sealed class ContinueAsNewTests
{
    [Fact]
    public async Task Generations_AThousand_EachWithAnActivity_LeaveTheLastOnesHistory()
    {
        var app = new TestApp()
            .Activity("Add", input => $"{int.Parse(input, CultureInfo.InvariantCulture) + 1}")
            .Orchestrator("Count", async (run, input) =>
            {
                var next = await run.CallAsync("Add", input);
                if (next != "1000")
                {
                    run.Context.ContinueAsNew(next);
                }

                return next;
            });
        await using var hub = await TestHub.StartAsync(app);

        var ended = await hub.RunAsync("Count", "0", "count");

        Assert.Equal("1000", TestHub.Text(ended.Output));
        Assert.Equal("999", TestHub.Text(ended.Input));
        Assert.Equal(1000, app.Calls.Count);
        Assert.Single((await hub.HistoryAsync("count")).OfType<ExecutionStartedEvent>());
        Assert.Single((await hub.HistoryAsync("count")).OfType<TaskCompletedEvent>());
    }

    [Fact]
    public async Task Events_BufferedAcrossGenerations_AreEachTakenOnce()
    {
        const int Count = 300;
        var app = new TestApp().Orchestrator("Sum", async (run, input) =>
        {
            var sum = input.Split(',') is [var count, var total] ? (Count: int.Parse(count, CultureInfo.InvariantCulture), Total: long.Parse(total, CultureInfo.InvariantCulture)) : default;
            sum = (sum.Count + 1, sum.Total + int.Parse(await run.EventAsync("number"), CultureInfo.InvariantCulture));
            if (sum.Count < Count)
            {
                run.Context.ContinueAsNew($"{sum.Count},{sum.Total}");
            }

            return $"{sum.Total}";
        });
        await using var hub = await TestHub.StartAsync(app);
        var id = await hub.StartInstanceAsync("Sum", "0,0");

        await Task.WhenAll(Enumerable.Range(1, Count).Select(number => hub.RaiseAsync(id, "number", $"{number}")));
        var ended = await hub.EndAsync(id);

        Assert.Equal($"{Count * (Count + 1) / 2}", TestHub.Text(ended.Output));
    }

    [Fact]
    public async Task Timer_OfTheGenerationBefore_DoesNotFireInTheNext()
    {
        var app = new TestApp().Orchestrator("Again", async (run, input) =>
        {
            if (input == "first")
            {
                using var inTime = new CancellationTokenSource();
                _ = run.SleepAsync(TimeSpan.FromHours(1), inTime.Token);
                await run.EventAsync("next");
                TestRun.Cancel(inTime);
                run.Context.ContinueAsNew("second");
                return "first";
            }

            var slept = run.SleepAsync(TimeSpan.FromHours(3));
            var woken = run.EventAsync("next");
            return await Task.WhenAny(slept, woken) == slept ? "slept" : "woken";
        });
        await using var hub = await TestHub.StartAsync(app);
        var id = await hub.StartInstanceAsync("Again", "first");
        await hub.RaiseAsync(id, "next");
        await hub.UntilAsync(id, state => TestHub.Text(state.Input) == "second");

        hub.Time.Advance(TimeSpan.FromHours(2));
        await hub.RaiseAsync(id, "other");
        await hub.UntilHistoryAsync<EventRaisedEvent>(id, 1);
        var fired = (await hub.HistoryAsync(id)).OfType<TimerFiredEvent>();
        hub.Time.Advance(TimeSpan.FromHours(2));
        var ended = await hub.EndAsync(id);

        Assert.Empty(fired);
        Assert.Equal("slept", TestHub.Text(ended.Output));
    }

    [Fact]
    public async Task Generation_AfterARestart_GoesOn()
    {
        using var file = new TempHub();
        var app = new TestApp().Orchestrator("Count", async (run, input) =>
        {
            await run.EventAsync("next");
            if (input.Length < 3)
            {
                run.Context.ContinueAsNew(input + "x");
            }

            return input;
        });
        for (var generation = 0; generation < 3; generation++)
        {
            await using var hub = await TestHub.StartAsync(app, file.Options);
            _ = generation == 0 ? await hub.StartInstanceAsync("Count", string.Empty, "count") : null;
            await hub.RaiseAsync("count", "next");
            await hub.UntilAsync("count", state => TestHub.Text(state.Input)!.Length == generation + 1);
        }

        await using var last = await TestHub.StartAsync(app, file.Options);
        await last.RaiseAsync("count", "next");
        var ended = await last.EndAsync("count");

        Assert.Equal(OrchestrationStatus.Completed, ended.OrchestrationStatus);
        Assert.Equal("xxx", TestHub.Text(ended.Output));
    }
}
