using DurableSagas.DurableTask.Sqlite.Tests.Running;
using DurableTask.Core;
using DurableTask.Core.History;

namespace DurableSagas.DurableTask.Sqlite.Tests.Crashes;

// Instances that a caller deletes, replaces, terminates or rewinds.
internal sealed partial record Scenario
{
    private static Scenario Purging() => new(
        () => new TestApp().Activity("Work", input => input)
            .Orchestrator("Wait", (run, _) => run.EventAsync("never"))
            .Orchestrator("Parent", async (run, input) => await run.CallAsync("Work", "own") + await run.ChildAsync("Child", "child", input))
            .Orchestrator("Child", (run, input) => run.CallAsync("Work", input)),
        [
            Step.Start("Wait", "wait", null, Step.IsAsync("wait", state => state.OrchestrationStatus == OrchestrationStatus.Running)),
            Step.Start("Parent", "parent", "in", Step.HasEndedAsync("parent", "child")),
            Purge(hub => hub.Service.PurgeInstanceStateAsync("parent"), "parent"),
            Purge(hub => hub.Service.PurgeInstanceStateAsync(new PurgeInstanceFilter(DateTime.MinValue, null, null)), "child"),
        ]);

    private static Step Purge(Func<TestHub, Task> purge, string id) =>
        new(purge, _ => Task.FromResult(false), async hub => await hub.FindAsync(id) is null);

    // The timer of the first has not gone off when the second takes its place.
    private static Scenario Replacing()
    {
        return new(
            () => new TestApp().Activity("Work", input => input).Orchestrator("Once", async (run, input) =>
            {
                using var inTime = new CancellationTokenSource();
                var late = run.SleepAsync(TimeSpan.FromHours(1), inTime.Token);
                var worked = await run.CallAsync("Work", input);
                if (input == "second")
                {
                    return $"{worked} {await late}";
                }

                TestRun.Cancel(inTime);
                return worked;
            }),
            [
                Step.Start("Once", "once", "first", Step.HasEndedAsync("once")),
                new(
                    hub => hub.StartInstanceAsync("Once", "second", "once"),
                    IsSecondAsync,
                    async hub => await IsSecondAsync(hub) && await Step.HasAsync<TaskCompletedEvent>("once")(hub)),
                Step.Wait(TimeSpan.FromHours(2), Step.HasEndedAsync("once")),
            ]);

        static Task<bool> IsSecondAsync(TestHub hub) => Step.IsAsync("once", state => TestHub.Text(state.Input) == "second")(hub);
    }

    // The child goes on, and nobody waits for its answer.
    private static Scenario Terminating() => new(
        () => new TestApp().Activity("Work", input => input)
            .Orchestrator("Parent", (run, input) => run.ChildAsync("Child", "child", input))
            .Orchestrator("Child", async (run, input) => await run.EventAsync("go") + await run.CallAsync("Work", input)),
        [
            Step.Start("Parent", "parent", "in", Step.IsAsync("child", state => state.OrchestrationStatus == OrchestrationStatus.Running)),
            Step.Send("parent", new ExecutionTerminatedEvent(-1, "enough"), Step.HasEndedAsync("parent")),
            Step.Raise("child", "go", "gone ", Step.HasEndedAsync("child")),
        ]);

    // An activity and a child fail beside one that does not.
    private static Scenario Forking()
    {
        var mended = false;
        return new(
            () => new TestApp()
                .Activity("Work", input => input != "middle" && !mended ? throw new InvalidOperationException("broken") : input)
                .Orchestrator("Branch", (run, input) => run.CallAsync("Work", input))
                .Orchestrator("Fork", async (run, _) => string.Concat(await Task.WhenAll(
                    run.ChildAsync("Branch", "left", "left"), run.CallAsync("Work", "middle"), run.CallAsync("Work", "right")))),
            [
                Step.Start("Fork", "fork", null, Step.HasEndedAsync("fork", "left")),
                Step.Rewind("fork", () => mended = true),
            ]);
    }
}
