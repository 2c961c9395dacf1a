using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Faults;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Testing;
using DurableSagas.Testing.Queues;
using Microsoft.DurableTask.Client;

namespace DurableSagas.Sagas.Tests.Exploration;

/// <summary>Compensation by event, with every behaviour of the consumer and a crash before and after every commit.</summary>
public sealed class EventExplorationTests
{
    private static readonly SagaDefinition<Order> _saga = Shapes.ByEvent;

    // Replayed after each of the crashes, and so at every commit; in between it would only cost time.
    private static readonly SagaTestOptions _options = new() { ExtendedSessions = true };

    public static TheoryData<string, bool> Behaviours => new()
    {
        { "in time", false },
        { "before the wait", false },
        { "twice", false },
        { "late", false },
        { "after it is stuck", true },
        { "never", true },
        { "poison", true },
    };

    [Theory]
    [MemberData(nameof(Behaviours))]
    public async Task Consumer_AnyBehaviourAndEveryCrash_EndsCompensatedOnceEachStepIsAcknowledged(string behaviour, bool leavesStuck)
    {
        Assert.Equal(leavesStuck, await RunAsync(behaviour, _ => { }));
        var cases = 1;
        foreach (var after in new[] { false, true })
        {
            var crashed = true;
            for (var commit = 1; crashed; commit++, cases++)
            {
                var at = commit;
                crashed = false;
                await RunAsync(behaviour, host => { if (after) { host.Faults.CrashAfterCommit(at); } else { host.Faults.CrashBeforeCommit(at); } }, host => crashed = host.Crashes > 0);
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{behaviour}: {cases} cases explored.");
        Assert.True(cases > 30, $"Only {cases} cases were explored.");
    }

    /// <summary>Returns whether it got stuck; it is then mended and rewound to its end.</summary>
    private static async Task<bool> RunAsync(string behaviour, Action<SagaTestHost> prepare, Action<SagaTestHost>? finish = null)
    {
        var participant = new Participant();
        await using var host = await Hosts.StartAsync(participant, _options);
        host.Faults.On<Letters.D>(Fault.Fails("no answer").AfterItsWork());
        Consumers.Set(host, _saga, How(behaviour, Consumption.Acknowledges(requested => participant.Note($"{requested.Step}/compensation"))));
        prepare(host);
        try
        {
            var end = await host.EndOfAsync(await host.StartAsync(_saga, new Order(), "order-1"));
            var isStuck = end.RuntimeStatus == OrchestrationRuntimeStatus.Failed;
            end = isStuck ? await MendAsync(host, participant) : end;
            await host.AdvanceAsync(TimeSpan.FromDays(1));

            var outcome = end.ReadOutputAs<SagaOutcome>()!;
            new World(_saga, participant.Done).MustBeUndone(outcome);
            Assert.Equal((SagaStatus.Compensated, 4), (outcome.Status, outcome.Undone.Count));
            Assert.All(host.View("order-1").Steps, step => Assert.Equal(StepStatus.Compensated, step.Status));
            finish?.Invoke(host);
            return isStuck;
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"In '{behaviour}', {host.Crashes} crash(es), calls {string.Join(" ", host.ActivityCalls)}: {exception.Message}", exception);
        }
    }

    private static Consumption How(string behaviour, Consumption works) => behaviour switch
    {
        "in time" => works.After(TimeSpan.FromMinutes(2)),
        "before the wait" => works.BeforeItIsPublished(),
        "twice" => works.Twice(),
        "late" => works.After(TimeSpan.FromMinutes(15.1)),
        "after it is stuck" => works.After(TimeSpan.FromHours(1)),
        "never" => Consumption.Never,
        _ => Consumption.Poisons("broken"),
    };

    /// <summary>Rewinds while nothing is mended: stuck again, with the truth; then mends, and rewinds for each step that is stuck.</summary>
    private static async Task<OrchestrationMetadata> MendAsync(SagaTestHost host, Participant participant)
    {
        for (var rewinds = 1; ; rewinds++)
        {
            new World(_saga, participant.Done).MustTellTheTruth(host.View("order-1"));
            Assert.Single(host.HistoryOf("order-1").Failures);
            if (rewinds == 2)
            {
                await host.AdvanceAsync(TimeSpan.FromHours(2));
                Consumers.WorkOff(host, _saga, participant);
            }

            var stuck = await Record.ExceptionAsync(() => host.RewindAsync("order-1"));
            Assert.True(stuck is null or SagaStuckException, stuck?.Message);
            var end = await host.EndOfAsync("order-1");
            if (end.RuntimeStatus == OrchestrationRuntimeStatus.Completed || rewinds == 5)
            {
                return end;
            }
        }
    }
}
