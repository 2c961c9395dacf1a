using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Tests.Declared;
using DurableSagas.Testing;
using Microsoft.DurableTask.Client;

namespace DurableSagas.Sagas.Tests.Exploration;

/// <summary>Every definition, with every trouble at every step, with and without a crash before and after every commit.</summary>
public sealed class ExplorationTests
{
    private const int MaxRewinds = 3;

    private static readonly Explored[] _all = [.. Shapes.All.Select(saga => Explored.Of(saga)), Explored.Of(Documents.Tcc), Explored.Of(Documents.TwoPhase)];

    public static TheoryData<int> Sagas => [.. Enumerable.Range(0, _all.Length)];

    [Theory]
    [MemberData(nameof(Sagas))]
    public async Task Saga_EveryTroubleAndEveryCrash_EndsAllDoneAllUndoneOrStuckWithTheTruth(int index)
    {
        var explored = _all[index];
        var (cases, stuck) = (0, 0);

        await Parallel.ForEachAsync(Trouble.Of(explored.Saga), async (trouble, _) =>
        {
            var isStuck = await RunAsync(explored, trouble, _ => { }) == SagaStatus.Stuck;
            Interlocked.Add(ref stuck, isStuck ? 1 : 0);
            Interlocked.Add(ref cases, 1 + await CrashEverywhereAsync(explored, trouble));
        });

        TestContext.Current.TestOutputHelper!.WriteLine($"{explored.Saga.Name}: {cases} cases explored, {stuck} troubles left it stuck for a while.");
        Assert.True(cases > 100, $"Only {cases} cases were explored.");
        Assert.True(stuck > 0, "No trouble left the saga stuck.");
    }

    private static async Task<int> CrashEverywhereAsync(Explored explored, Trouble trouble)
    {
        var cases = 0;
        foreach (var after in new[] { false, true })
        {
            var crashed = true;
            for (var commit = 1; crashed; commit++, cases++)
            {
                crashed = false;
                var at = commit;
                await RunAsync(explored, trouble, host => { if (after) { host.Faults.CrashAfterCommit(at); } else { host.Faults.CrashBeforeCommit(at); } }, host => crashed = host.Crashes > 0);
            }
        }

        return cases;
    }

    /// <summary>Returns how it ended at first: a stuck saga is then mended and rewound to its end.</summary>
    private static async Task<SagaStatus> RunAsync(Explored explored, Trouble trouble, Action<SagaTestHost> prepare, Action<SagaTestHost>? finish = null)
    {
        var saga = explored.Saga;
        var participant = new Participant();
        await using var host = await Hosts.StartAsync(participant);
        foreach (var (activity, fault) in trouble.Faults)
        {
            host.Faults.On(activity, fault);
        }

        Consumers.WorkOff(host, saga, participant);
        prepare(host);
        try
        {
            var end = await host.EndOfAsync(await explored.StartAsync(host, "order-1"));
            var first = end.RuntimeStatus == OrchestrationRuntimeStatus.Failed ? SagaStatus.Stuck : end.ReadOutputAs<SagaOutcome>()!.Status;
            if (first == SagaStatus.Stuck)
            {
                new World(saga, participant.Done).MustTellTheTruth(host.View("order-1"));
                await MustBeRebuiltAsync(host);
                end = await MendAsync(host);
            }

            Check(saga, participant, end.ReadOutputAs<SagaOutcome>()!, host.View("order-1"));
            await Rebuilt.MustEqualLiveAsync(host, "order-1");
            finish?.Invoke(host);
            return first;
        }
        catch (Exception exception) when (exception is not Xunit.Sdk.XunitException { Message: var message } || !message.StartsWith("In ", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"In '{saga.Name}', {trouble.Name}, {host.Crashes} crash(es), calls {string.Join(" ", host.ActivityCalls)}: {exception.Message}", exception);
        }
    }

    // An activity that a crash ran twice left the moments of its first run in the view, and of its second in history, until the last timeline.
    private static Task MustBeRebuiltAsync(SagaTestHost host) => host.Crashes == 0 ? Rebuilt.MustEqualLiveAsync(host, "order-1") : Task.CompletedTask;

    private static async Task<OrchestrationMetadata> MendAsync(SagaTestHost host)
    {
        host.Faults.MendAll();
        for (var rewinds = 1; ; rewinds++)
        {
            var end = await host.RewindAsync("order-1");
            if (end.RuntimeStatus == OrchestrationRuntimeStatus.Completed || rewinds == MaxRewinds)
            {
                return end;
            }
        }
    }

    private static void Check(SagaDefinition saga, Participant participant, SagaOutcome outcome, SagaTimeline view)
    {
        var world = new World(saga, participant.Done);
        if (outcome.Status == SagaStatus.Completed)
        {
            world.MustBeCompleted();
        }
        else
        {
            world.MustBeUndone(outcome);
        }

        Assert.Equal(outcome.Status, view.Status);
        Assert.Equal(outcome.Undone, view.Outcome!.Undone);
    }
}
