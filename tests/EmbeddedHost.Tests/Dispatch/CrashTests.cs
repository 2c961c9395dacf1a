using DurableSagas.EmbeddedHost.Client;
using DurableSagas.EmbeddedHost.TaskHub;
using DurableTask.Core.Exceptions;
using DurableTask.Core.History;
using Microsoft.DurableTask;
using Microsoft.Extensions.Time.Testing;

namespace DurableSagas.EmbeddedHost.Tests.Dispatch;

public sealed class CrashTests
{
    [Theory]
    [InlineData(1, 12)]
    [InlineData(512, 10)]
    public async Task Crash_BeforeAnyCommit_EndsAsAnUndisturbedRun(int maxBatch, int leastCommits)
    {
        var (undisturbed, _) = await RunAsync(maxBatch);
        for (var commits = 0; ; commits++)
        {
            var (disturbed, crashed) = await RunAsync(maxBatch, commits);
            if (!crashed)
            {
                Assert.InRange(commits, leastCommits, 100);
                return;
            }

            Assert.Equal(undisturbed, disturbed);
        }
    }

    // After a crash a new host goes on with the files as the crash left them, not as a host that stops leaves them.
    private static async Task<(string End, bool Crashed)> RunAsync(int maxBatch, long commits = long.MaxValue)
    {
        using var hub = new TempHub();
        using var left = new TempHub();
        var time = new FakeTimeProvider(TestEngine.Midnight);
        var diedAt = TestEngine.Midnight;
        var gate = new CrashGate(commits, () =>
        {
            hub.CopyTo(left);
            diedAt = time.GetUtcNow();
        });
        var driver = new Driver();
        await using (var first = await TestEngine.StartAsync(Order(), hub.Settings, gate, time, maxBatch))
        {
            await driver.TryDriveAsync(first);
            if (!gate.Crashed)
            {
                return (await DescribeAsync(first), false);
            }
        }

        await using var second = await TestEngine.StartAsync(Order(), left.Settings, time: new FakeTimeProvider(diedAt));
        Assert.True(await driver.TryDriveAsync(second), second.Engine.Health.Problem);
        return (await DescribeAsync(second), true);
    }

    private static TestApp Order() => new TestApp()
        .Orchestrator("Order", OrderAsync)
        .Orchestrator("Ship", ShipAsync)
        .Orchestrator("Refund", RefundAsync)
        .Orchestrator("Watch", async context =>
            await context.WaitForExternalEvent<string>("first", CancellationToken.None)
            + await context.WaitForExternalEvent<string>("second", CancellationToken.None))
        .Activity<int>("Reserve", number => number + 1)
        .Activity<int>("Charge", _ => throw new InvalidOperationException("card expired"))
        .Activity<int>("Pack", number => number * 10);

    private static async Task<string> OrderAsync(TaskOrchestrationContext context)
    {
        var reserved = await context.CallActivityAsync<int>("Reserve", 1);
        context.SetCustomStatus("reserved");
        context.SendEvent("watch", "first", "reserved ");
        var shipped = await context.CallSubOrchestratorAsync<string>("Ship", reserved, new SubOrchestrationOptions { InstanceId = "ship" });
        var approval = await context.WaitForExternalEvent<string>("approve", CancellationToken.None);
        context.SendEvent("watch", "second", "approved");
        try
        {
            await context.CallActivityAsync<int>("Charge");
        }
        catch (TaskFailedException failed)
        {
            context.SetCustomStatus(failed.FailureDetails.ErrorMessage);
        }

        return $"{shipped}, {approval}, {await RefundedAsync(context)}";
    }

    private static async Task<string> RefundedAsync(TaskOrchestrationContext context)
    {
        try
        {
            return await context.CallSubOrchestratorAsync<string>("Refund", new SubOrchestrationOptions { InstanceId = "refund" });
        }
        catch (TaskFailedException failed)
        {
            return failed.FailureDetails.InnerFailure?.ErrorMessage ?? failed.FailureDetails.ErrorMessage;
        }
    }

    // The activity is faster than the timer, which is cancelled; then the orchestration itself fails.
    private static async Task<string> RefundAsync(TaskOrchestrationContext context)
    {
        using var inTime = new CancellationTokenSource();
        var late = context.CreateTimer(TimeSpan.FromHours(5), inTime.Token);
        var packed = context.CallActivityAsync<int>("Pack", 7);
        if (await Task.WhenAny(packed, late) == packed)
        {
            Cancel(inTime);
        }

        throw new InvalidOperationException($"account closed after {await packed}");
    }

    private static async Task<string> ShipAsync(TaskOrchestrationContext context)
    {
        await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
        var packed = await Task.WhenAll(Enumerable.Range(0, 3).Select(number => context.CallActivityAsync<int>("Pack", number)));
        return $"packed {packed.Sum()}";
    }

    // CancelAsync would be awaited, and orchestrators await only their context.
    private static void Cancel(CancellationTokenSource source) => source.Cancel();

    private static async Task<string> DescribeAsync(TestEngine engine)
    {
        List<string> lines = [];
        await foreach (var found in engine.Client.GetAllInstancesAsync(new(FetchInputsAndOutputs: true)))
        {
            lines.Add($"{found.InstanceId} {found.RuntimeStatus} {found.SerializedInput} {found.SerializedOutput} {found.SerializedCustomStatus}");
            var history = await engine.Client.GetOrchestrationHistoryAsync(found.InstanceId);
            lines.AddRange(InOrder(history));
        }

        return string.Join('\n', lines);
    }

    // As recorded, but for results that came at once: which of them is first is chance.
    private static IEnumerable<string> InOrder(IEnumerable<HistoryEvent> history)
    {
        List<string> atOnce = [];
        foreach (var recorded in history.Where(IsNoFrame))
        {
            if (recorded is TaskCompletedEvent)
            {
                atOnce.Add(Describe(recorded));
                continue;
            }

            foreach (var line in atOnce.Order(StringComparer.Ordinal))
            {
                yield return line;
            }

            atOnce.Clear();
            yield return Describe(recorded);
        }
    }

    private static bool IsNoFrame(HistoryEvent recorded) => recorded is not (OrchestratorStartedEvent or OrchestratorCompletedEvent);

    private static string Describe(HistoryEvent recorded) => recorded switch
    {
        TaskScheduledEvent scheduled => $"  {scheduled.EventId} {scheduled.Name} {scheduled.Input}",
        TaskCompletedEvent completed => $"  {completed.TaskScheduledId} completed {completed.Result}",
        TaskFailedEvent failed => $"  {failed.TaskScheduledId} failed {failed.FailureDetails}",
        SubOrchestrationInstanceCompletedEvent completed => $"  {completed.TaskScheduledId} child {completed.Result}",
        SubOrchestrationInstanceFailedEvent failed => $"  {failed.TaskScheduledId} child failed {failed.FailureDetails}",
        TimerFiredEvent fired => $"  {fired.TimerId} fired",
        EventRaisedEvent raised => $"  {raised.Name} {raised.Input}",
        _ => $"  {recorded.EventId} {recorded.EventType}",
    };

    /// <summary>A caller who repeats what was not acknowledged.</summary>
    private sealed class Driver
    {
        private readonly Queue<Func<EmbeddedDurableTaskClient, Task>> _requests = new(
        [
            client => client.ScheduleNewOrchestrationInstanceAsync("Watch", null, new StartOrchestrationOptions("watch")),
            client => client.ScheduleNewOrchestrationInstanceAsync("Order", "books", new StartOrchestrationOptions("order")),
            client => client.RaiseEventAsync("order", "approve", "by Ann"),
        ]);

        public async Task<bool> TryDriveAsync(TestEngine engine)
        {
            try
            {
                await engine.RunOutAsync();
                while (_requests.TryPeek(out var request))
                {
                    await request(engine.Client);
                    _requests.Dequeue();
                    await engine.RunOutAsync();
                }

                return engine.Engine.Health.IsHealthy;
            }
            catch (Exception failed) when (failed is TaskHubUnavailableException or OrchestrationAlreadyExistsException)
            {
                return false;
            }
        }
    }
}
