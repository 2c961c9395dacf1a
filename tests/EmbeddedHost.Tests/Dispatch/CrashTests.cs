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
        var undisturbed = await RunAsync(new CrashGate(long.MaxValue), maxBatch);
        var commits = 0;
        while (true)
        {
            var gate = new CrashGate(commits);
            var disturbed = await RunAsync(gate, maxBatch);
            if (!gate.Crashed)
            {
                break;
            }

            Assert.Equal(undisturbed, disturbed);
            commits++;
        }

        Assert.InRange(commits, leastCommits, 60);
    }

    private static async Task<string> RunAsync(CrashGate gate, int maxBatch)
    {
        using var hub = new TempHub();
        var time = new FakeTimeProvider(TestEngine.Midnight);
        var driver = new Driver();
        await using (var first = await TestEngine.StartAsync(Order(), hub.Settings, gate, time, maxBatch))
        {
            await driver.TryDriveAsync(first);
            if (!gate.Crashed)
            {
                return await DescribeAsync(first);
            }
        }

        await using var second = await TestEngine.StartAsync(Order(), hub.Settings, time: time);
        Assert.True(await driver.TryDriveAsync(second), second.Engine.Health.Problem);
        return await DescribeAsync(second);
    }

    private static TestApp Order() => new TestApp()
        .Orchestrator("Order", OrderAsync)
        .Orchestrator("Ship", ShipAsync)
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

        return $"{shipped}, {approval}";
    }

    private static async Task<string> ShipAsync(TaskOrchestrationContext context)
    {
        await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
        var packed = await Task.WhenAll(Enumerable.Range(0, 3).Select(number => context.CallActivityAsync<int>("Pack", number)));
        return $"packed {packed.Sum()}";
    }

    private static async Task<string> DescribeAsync(TestEngine engine)
    {
        List<string> lines = [];
        await foreach (var found in engine.Client.GetAllInstancesAsync(new(FetchInputsAndOutputs: true)))
        {
            lines.Add($"{found.InstanceId} {found.RuntimeStatus} {found.SerializedInput} {found.SerializedOutput} {found.SerializedCustomStatus}");
            var history = await engine.Client.GetOrchestrationHistoryAsync(found.InstanceId);
            lines.AddRange(history.Where(IsNoFrame).Select(Describe).Order(StringComparer.Ordinal));
        }

        return string.Join('\n', lines);
    }

    private static bool IsNoFrame(HistoryEvent recorded) => recorded is not (OrchestratorStartedEvent or OrchestratorCompletedEvent);

    private static string Describe(HistoryEvent recorded) => recorded switch
    {
        TaskScheduledEvent scheduled => $"  {scheduled.EventId} {scheduled.Name} {scheduled.Input}",
        TaskCompletedEvent completed => $"  {completed.TaskScheduledId} completed {completed.Result}",
        TaskFailedEvent failed => $"  {failed.TaskScheduledId} failed {failed.FailureDetails}",
        SubOrchestrationInstanceCompletedEvent completed => $"  {completed.TaskScheduledId} child {completed.Result}",
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
                while (_requests.TryPeek(out var request))
                {
                    await request(engine.Client);
                    _requests.Dequeue();
                    await engine.RunOutAsync();
                }

                await engine.RunOutAsync();
                return engine.Engine.Health.IsHealthy;
            }
            catch (Exception failed) when (failed is TaskHubUnavailableException or OrchestrationAlreadyExistsException)
            {
                return false;
            }
        }
    }
}
