using DurableTask.Core;
using DurableTask.Core.History;
using Microsoft.DurableTask;

namespace DurableSagas.EmbeddedHost.Tests.Orchestration;

public sealed class RetryTests
{
    [Fact]
    public void RetryPolicy_BacksOff_WaitsByTheFormulaUpToTheLongestInterval()
    {
        var policy = new RetryPolicy(5, TimeSpan.FromSeconds(1), backoffCoefficient: 3, maxRetryInterval: TimeSpan.FromSeconds(5));

        var hub = CallFlaky(policy, failures: 4);

        Assert.Equal([1, 3, 5, 5], DelaysInSeconds(hub));
        Assert.Equal("\"done\"", hub.Main.Output);
    }

    [Fact]
    public void RetryPolicy_LastAttemptFails_WaitsOnceMoreBeforeItFails()
    {
        var hub = CallFlaky(new RetryPolicy(2, TimeSpan.FromSeconds(1)), failures: int.MaxValue);

        Assert.Equal(
            [
                "#0 call Flaky [null]", "#0 failed: not yet", "#1 timer", "#1 fired",
                "#2 call Flaky [null]", "#2 failed: not yet", "#3 timer", "#3 fired",
                "#4 Failed Task 'Flaky' (#2) failed with an unhandled exception: not yet",
            ],
            hub.Main.Events.Skip(1));
        Assert.Equal([1, 0], DelaysInSeconds(hub));
    }

    [Fact]
    public void RetryPolicy_TimeoutHasPassed_StopsWithoutAnotherTimer()
    {
        var policy = new RetryPolicy(10, TimeSpan.FromSeconds(10), retryTimeout: TimeSpan.FromSeconds(15));

        var hub = CallFlaky(policy, failures: int.MaxValue);

        Assert.Equal(3, hub.Functions.Calls.Count);
        Assert.Equal([10, 10], DelaysInSeconds(hub));
        Assert.Equal(OrchestrationStatus.Failed, hub.Main.Status);
    }

    [Fact]
    public void RetryPolicy_RefusesTheFailure_StopsAtOnce()
    {
        var asked = new List<string>();
        var policy = new RetryPolicy(3, TimeSpan.FromSeconds(1))
        {
            HandleFailure = details =>
            {
                asked.Add(details.ErrorMessage);
                return false;
            },
        };

        var hub = CallFlaky(policy, failures: 1);

        Assert.Equal("not yet", asked[0]);
        Assert.Equal(["#0 call Flaky [null]", "#0 failed: not yet"], hub.Main.Events.Skip(1).Take(2));
        Assert.Equal(OrchestrationStatus.Failed, hub.Main.Status);
        Assert.Empty(DelaysInSeconds(hub));
    }

    [Fact]
    public void RetryPolicy_PredicateThrows_CountsAsNo()
    {
        var policy = new RetryPolicy(3, TimeSpan.FromSeconds(1)) { HandleFailure = _ => throw new InvalidOperationException("bug") };

        var hub = CallFlaky(policy, failures: 1);

        Assert.Equal("Task 'Flaky' (#0) failed with an unhandled exception: not yet", hub.Main.Completion!.Result);
    }

    [Fact]
    public void RetryPolicy_FailureCannotBeRetried_FailsAtOnce()
    {
        var lost = new FailureDetails("Lost", "gone for good", null, null, isNonRetriable: true);

        var hub = Scenario.Run(
            functions => functions.Orchestrator("Main", context => context.CallSubOrchestratorAsync<int>(
                "Child", TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromSeconds(1)))))
                .Orchestrator("Child", context => context.WaitForExternalEvent<int>("Never")),
            hub =>
            {
                hub.Start("Main");
                hub.RunUntilIdle();
                hub.Send("main", new SubOrchestrationInstanceFailedEvent(-1, 0, "gone", null, lost));
            });

        Assert.Equal("#1 Failed Task 'Child' (#0) failed with an unhandled exception: gone for good", hub.Main.Events[^1]);
    }

    [Fact]
    public void RetryPolicy_ResultCannotBeRead_IsRetriedToo()
    {
        var hub = Scenario.RunMain(
            context => context.CallActivityAsync<int>("Word", TaskOptions.FromRetryPolicy(new RetryPolicy(2, TimeSpan.FromSeconds(1)))),
            functions => functions.Activity<object>("Word", _ => functions.Calls.Count == 1 ? "not a number" : 5));

        Assert.Equal(["Word", "Word"], hub.Functions.Calls);
        Assert.Equal("5", hub.Main.Output);
    }

    [Fact]
    public void RetryPolicy_SubOrchestration_IsStartedAgainUnderTheSameId()
    {
        var hub = Scenario.RunMain(
            context => context.CallSubOrchestratorAsync<string>("Child", TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromSeconds(1)))),
            functions => functions
                .Orchestrator("Child", context => context.CallActivityAsync<string>("Flaky"))
                .Activity<object>("Flaky", _ => functions.Calls.Count < 3 ? throw new InvalidOperationException("not yet") : "done"));

        var ids = hub.Main.History.OfType<SubOrchestrationInstanceCreatedEvent>().Select(child => child.InstanceId).ToList();
        Assert.Equal(3, ids.Count);
        Assert.Single(ids.Distinct());
        Assert.Equal("\"done\"", hub.Main.Output);
    }

    [Fact]
    public void RetryHandler_SeesEveryFailure_AndMayWaitItself()
    {
        var hub = Scenario.RunMain(
            async context =>
            {
                var seen = new List<string>();
                var result = await context.CallActivityAsync<string>("Flaky", TaskOptions.FromRetryHandler(async retry =>
                {
                    seen.Add($"{retry.LastAttemptNumber} {retry.LastFailure.ErrorMessage} {retry.TotalRetryTime.TotalMinutes:0}");
                    await retry.OrchestrationContext.CreateTimer(TimeSpan.FromMinutes(1), retry.CancellationToken);
                    return true;
                }));
                return string.Join("; ", seen) + "; " + result;
            },
            functions => functions.Activity<object>("Flaky", _ => functions.Calls.Count < 3 ? throw new InvalidOperationException("no") : "done"));

        Assert.Equal("\"1 no 0; 2 no 1; done\"", hub.Main.Output);
    }

    [Fact]
    public void RetryHandler_SaysNo_FailsWithTheLastFailure()
    {
        var hub = Scenario.RunMain(
            context => context.CallActivityAsync<string>("Flaky", TaskOptions.FromRetryHandler(retry => retry.LastAttemptNumber < 2)),
            functions => functions.Activity<object>("Flaky", _ => throw new InvalidOperationException("no")));

        Assert.Equal(["Flaky", "Flaky"], hub.Functions.Calls);
        Assert.Equal("Task 'Flaky' (#1) failed with an unhandled exception: no", hub.Main.Completion!.Result);
    }

    private static ScriptedHub CallFlaky(RetryPolicy policy, int failures) => Scenario.RunMain(
        context => context.CallActivityAsync<string>("Flaky", TaskOptions.FromRetryPolicy(policy)),
        functions => functions.Activity<object>(
            "Flaky", _ => functions.Calls.Count <= failures ? throw new InvalidOperationException("not yet") : "done"));

    /// <summary>From the episode that made the timer to its due time.</summary>
    private static IEnumerable<int> DelaysInSeconds(ScriptedHub hub) =>
        hub.Main.History.OfType<TimerCreatedEvent>().Select(timer => (int)Math.Round((timer.FireAt - timer.Timestamp).TotalSeconds));
}
