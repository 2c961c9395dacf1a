using DurableSagas.DurableTask.Sqlite.Tests.Running;
using DurableTask.Core;
using DurableTask.Core.Entities;
using DurableTask.Core.Exceptions;
using DurableTask.Core.History;

namespace DurableSagas.DurableTask.Sqlite.Tests.Crashes;

/// <summary>An app and what a caller does with it, from nothing to the end.</summary>
internal sealed partial record Scenario(Func<TestApp> App, IReadOnlyList<Step> Steps)
{
    public static IReadOnlyDictionary<string, Func<Scenario>> All { get; } = new Dictionary<string, Func<Scenario>>
    {
        [nameof(Order)] = Order,
        [nameof(Generations)] = Generations,
        [nameof(Rewinding)] = Rewinding,
        [nameof(Suspending)] = Suspending,
        [nameof(Retrying)] = Retrying,
        [nameof(Scheduled)] = Scheduled,
        [nameof(Racing)] = Racing,
        [nameof(Counting)] = Counting,
        [nameof(Purging)] = Purging,
        [nameof(Replacing)] = Replacing,
        [nameof(Terminating)] = Terminating,
        [nameof(Forking)] = Forking,
    };

    // A child with a timer and a fan-out, an event, a failed activity, a failed child, an event for another instance.
    private static Scenario Order()
    {
        return new(
            () => new TestApp()
                .Orchestrator("Watch", async (run, _) => await run.EventAsync("first") + await run.EventAsync("second"))
                .Orchestrator("Order", OrderAsync)
                .Orchestrator("Ship", ShipAsync)
                .Orchestrator("Refund", async (run, _) => throw new InvalidOperationException($"closed after {await run.CallAsync("Pack", "7")}"))
                .Activity("Reserve", input => $"{input} reserved")
                .Activity("Charge", string (_) => throw new InvalidOperationException("card expired"))
                .Activity("Pack", input => $"<{input}>"),
            [
                Step.Start("Watch", "watch", null, Step.IsAsync("watch", state => state.OrchestrationStatus == OrchestrationStatus.Running)),
                Step.Start("Order", "order", "books", Step.HasAsync<TimerCreatedEvent>("ship")),
                Step.Wait(TimeSpan.FromHours(2), Step.HasAsync<SubOrchestrationInstanceCompletedEvent>("order")),
                Step.Raise("order", "approve", "by Ann", Step.HasEndedAsync("order", "watch")),
            ]);

        static async Task<string> OrderAsync(TestRun run, string input)
        {
            var reserved = await run.CallAsync("Reserve", input);
            run.Status = "reserved";
            run.Context.SendEvent(new OrchestrationInstance { InstanceId = "watch" }, "first", "reserved ");
            var shipped = await run.ChildAsync("Ship", "ship", reserved);
            var approval = await run.EventAsync("approve");
            run.Context.SendEvent(new OrchestrationInstance { InstanceId = "watch" }, "second", "approved");
            return $"{shipped}, {approval}, {await FailureAsync(run.CallAsync("Charge"))}, {await FailureAsync(run.ChildAsync("Refund", "refund"))}";
        }

        static async Task<string> ShipAsync(TestRun run, string input)
        {
            await run.SleepAsync(TimeSpan.FromHours(1));
            return string.Concat(await Task.WhenAll(Enumerable.Range(0, 3).Select(number => run.CallAsync("Pack", $"{number}"))));
        }
    }

    private static Scenario Generations() => new(
        () => new TestApp()
            .Activity("Add", input => input + "x")
            .Orchestrator("Count", async (run, input) =>
            {
                var next = await run.CallAsync("Add", input) + await run.EventAsync($"go{input.Length}");
                if (next.Length < 6)
                {
                    run.Context.ContinueAsNew(next);
                }

                return next;
            }),
        [
            Step.Start("Count", "count", "", Step.HasAsync<TaskCompletedEvent>("count")),
            Step.Raise("count", "go0", "y", HasAddedToAsync("xy"), HasGotToAsync("xy")),
            Step.Raise("count", "go2", "y", HasAddedToAsync("xyxy"), HasGotToAsync("xyxy")),
            Step.Raise("count", "go4", "y", Step.HasEndedAsync("count")),
        ]);

    private static Func<TestHub, Task<bool>> HasGotToAsync(string input) => Step.IsAsync("count", state => TestHub.Text(state.Input) == input);

    private static Func<TestHub, Task<bool>> HasAddedToAsync(string input) => async hub =>
        await HasGotToAsync(input)(hub) && await Step.HasAsync<TaskCompletedEvent>("count")(hub);

    private static Scenario Rewinding()
    {
        var mended = false;
        return new(
            () => new TestApp()
                .Activity("Work", input => input == "leaf" && !mended ? throw new InvalidOperationException("broken") : input)
                .Orchestrator("A", async (run, _) => await run.CallAsync("Work", "a") + await run.ChildAsync("B", "b"))
                .Orchestrator("B", async (run, _) => string.Concat(await Task.WhenAll(run.ChildAsync("C", "c"), run.CallAsync("Work", "b"))))
                .Orchestrator("C", (run, _) => run.CallAsync("Work", "leaf")),
            [
                Step.Start("A", "a", null, Step.HasEndedAsync("a", "b", "c")),
                Step.Rewind("a", () => mended = true),
            ]);
    }

    private static Scenario Suspending() => new(
        () => new TestApp().Activity("Work", input => input)
            .Orchestrator("Wait", async (run, _) => await run.EventAsync("go") + await run.CallAsync("Work", "work") + await run.EventAsync("never")),
        [
            Step.Start("Wait", "wait", null, Step.IsAsync("wait", state => state.OrchestrationStatus == OrchestrationStatus.Running)),
            Step.Send("wait", new ExecutionSuspendedEvent(-1, "lunch"), Step.IsAsync("wait", state => state.Output == "lunch")),
            Step.Raise("wait", "go", "gone", Step.HasAsync<EventRaisedEvent>("wait")),
            Step.Send("wait", new ExecutionResumedEvent(-1, "back"), Step.HasAsync<TaskCompletedEvent>("wait")),
            Step.Send("wait", new ExecutionTerminatedEvent(-1, "enough"), Step.HasEndedAsync("wait")),
        ]);

    private static Scenario Retrying() => new(
        () => new TestApp().Activity("Flaky", string (_) => throw new InvalidOperationException("no"))
            .Orchestrator("Retry", async (run, _) => await FailureAsync(
                run.Context.ScheduleWithRetry<string>("Flaky", string.Empty, new RetryOptions(TimeSpan.FromMinutes(5), 3)))),
        [
            Step.Start("Retry", "retry", null, Step.HasAsync<TimerCreatedEvent>("retry")),
            Step.Wait(TimeSpan.FromMinutes(6), Step.HasAsync<TimerCreatedEvent>("retry", 2)),
            Step.Wait(TimeSpan.FromMinutes(6), Step.HasEndedAsync("retry")),
        ]);

    private static Scenario Scheduled() => new(
        () => new TestApp().Orchestrator("Later", async (run, input) => input + await run.EventAsync("go")),
        [
            new(
                hub => hub.Client.CreateScheduledOrchestrationInstanceAsync(
                    "Later", string.Empty, "later", "in", hub.Time.GetUtcNow().UtcDateTime.AddHours(1)),
                async hub => await hub.FindAsync("later") is not null,
                async hub => await hub.FindAsync("later") is not null),
            Step.Raise("later", "go", "!", async hub => (await hub.MessagesAsync("later")).Count > 0 || await Step.HasEndedAsync("later")(hub)),
            Step.Wait(TimeSpan.FromHours(2), Step.HasEndedAsync("later")),
        ]);

    // The event is first. The timer that lost goes off later, while the instance waits for another event.
    private static Scenario Racing() => new(
        () => new TestApp().Activity("Work", input => input)
            .Orchestrator("Race", async (run, _) =>
            {
                using var inTime = new CancellationTokenSource();
                var late = run.SleepAsync(TimeSpan.FromHours(1), inTime.Token);
                var first = await Task.WhenAny(late, run.EventAsync("go"));
                TestRun.Cancel(inTime);
                return await run.CallAsync("Work", await first) + await run.EventAsync("end");
            }),
        [
            Step.Start("Race", "race", null, Step.HasAsync<TimerCreatedEvent>("race")),
            Step.Raise("race", "go", "gone", Step.HasAsync<TaskCompletedEvent>("race")),
            Step.Wait(TimeSpan.FromHours(2), Step.HasAsync<TimerFiredEvent>("race")),
            Step.Raise("race", "end", "!", Step.HasEndedAsync("race")),
        ]);

    // An entity is signalled by the caller, and called and then signalled by an orchestrator.
    private static Scenario Counting()
    {
        var counter = new EntityId("counter", "1");
        var instance = new OrchestrationInstance { InstanceId = counter.ToString() };
        return new(
            () => new TestApp().Entity("counter", () => new CounterEntity())
                .Orchestrator("Tally", async (run, _) =>
                {
                    var called = await run.CallEntityAsync(counter, new Guid("a0000000-0000-0000-0000-000000000000"), "add");
                    run.SignalEntity(counter, new Guid("b0000000-0000-0000-0000-000000000000"), "add");
                    return called;
                }),
            [
                new(
                    hub => hub.Service.SendTaskOrchestrationMessageAsync(
                        ClientEntityHelpers.EmitOperationSignal(instance, Guid.NewGuid(), "add", null, null).AsTaskMessage()),
                    async hub => await hub.FindAsync(instance.InstanceId) is not null,
                    CountsAsync("1")),
                Step.Start("Tally", "tally", null, async hub => await CountsAsync("3")(hub) && await Step.HasEndedAsync("tally")(hub)),
            ]);

        Func<TestHub, Task<bool>> CountsAsync(string value) => async hub =>
            await hub.Service.EntityBackendQueries.GetEntityAsync(counter, includeState: true) is { } found && found.SerializedState == value;
    }

    private static async Task<string> FailureAsync(Task<string> failing)
    {
        try
        {
            return await failing;
        }
        catch (OrchestrationException failed)
        {
            return failed.FailureDetails?.ErrorMessage ?? failed.Message;
        }
    }
}
