using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.Steps.Filters;
using DurableSagas.Sagas.Tests.Steps;
using DurableSagas.Testing;
using DurableSagas.Testing.Exploration;
using Microsoft.DurableTask.Protobuf;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.Sagas.Tests.Exploration;

/// <summary>Every definition written in code (to the engine the documents are two of them), cancelled between any two things that its host does, and with a deadline at and between any two moments of its history.</summary>
public sealed class InterruptionTests
{
    private static readonly TimeSpan _halfOfAnAttempt = TimeSpan.FromSeconds(5);

    public static TheoryData<int> Sagas => [.. Enumerable.Range(0, Shapes.All.Count)];

    [Theory]
    [MemberData(nameof(Sagas))]
    public async Task Saga_CancelledAtEveryPoint_TurnsBackAtOnceUnlessItIsPastItsPointOfNoReturn(int index)
    {
        var saga = Shapes.All[index];
        var (cases, obeyed) = (0, 0);

        await Parallel.ForEachAsync(MoreTroubles.BesideAnInterruption(saga), async (trouble, _) =>
        {
            var isMet = true;
            for (var point = 0; isMet; point++)
            {
                var at = point;
                var isCancelled = false;
                var explored = Explored.Of(saga) with
                {
                    JudgeAsync = (host, outcome) => JudgeAsync(host, trouble, new Course(saga, host.HistoryOf(CaseRun.Id), IsCancel), outcome, "Cancelled by the caller: so be it.", ref obeyed),
                };
                await new CaseRun(explored.Plan with { MeanwhileAsync = async host => isCancelled = await CancelAsync(host, at) }, trouble).RunAsync();
                isMet = isCancelled;
                Interlocked.Increment(ref cases);
            }
        });

        Told(saga, cases, obeyed);
    }

    [Theory]
    [MemberData(nameof(Sagas))]
    public async Task Saga_DeadlineAtEveryMoment_TurnsBackAtOnceUnlessItIsPastItsPointOfNoReturn(int index)
    {
        var saga = Shapes.All[index];
        var (cases, obeyed) = (0, 0);

        await Parallel.ForEachAsync(MoreTroubles.BesideAnInterruption(saga), async (trouble, _) =>
        {
            foreach (var deadline in await MomentsAsync(saga, trouble))
            {
                var hurried = new SagaDefinition<Order>(new(saga.Protocol, saga.Name, saga.Version, deadline, saga.Steps, saga.Functions) { Choices = saga.Choices });
                var explored = Explored.Of(hurried) with
                {
                    Services = Slow,
                    JudgeAsync = (host, outcome) => JudgeAsync(host, trouble, new Course(hurried, host.HistoryOf(CaseRun.Id), DeadlineOf(host, deadline)), outcome, $"The deadline of {deadline} passed.", ref obeyed),
                };
                await new CaseRun(explored.Plan, trouble).RunAsync();
                Interlocked.Increment(ref cases);
            }
        });

        Told(saga, cases, obeyed);
    }

    private static Task JudgeAsync(SagaTestHost host, Trouble trouble, Course course, SagaOutcome outcome, string reason, ref int obeyed)
    {
        course.MustHaveLedTo(outcome);
        course.MustHaveTurnedBack();
        course.MustHaveEndedWhatMustWork();
        if (trouble.Faults.Count > 0)
        {
            return Task.CompletedTask;
        }

        if (outcome.Status == SagaStatus.Compensated)
        {
            Assert.True(course.IsInterrupted, "Nothing has turned it back.");
            Assert.Equal((null, reason), (outcome.Step, outcome.Reason));
            Interlocked.Increment(ref obeyed);
        }

        return Rebuilt.MustEqualLiveAsync(host, CaseRun.Id);
    }

    private static void Told(SagaDefinition saga, int cases, int obeyed)
    {
        TestContext.Current.TestOutputHelper!.WriteLine($"{saga.Name}: {cases} interruptions explored, {obeyed} obeyed where nothing else was wrong.");
        Assert.True(cases > 20, $"Only {cases} cases were explored.");
        // A saga that begins with its pivot is past it with its first answer.
        Assert.Equal(saga.Steps.Any(step => step.Kind == StepKind.Compensable), obeyed > 0);
    }

    private static async Task<bool> CancelAsync(SagaTestHost host, int point)
    {
        var done = 0;
        if (!await host.TryReachAsync(() => done++ >= point) || (await host.Client.GetInstanceAsync(CaseRun.Id))!.IsCompleted)
        {
            return false;
        }

        await host.Client.RaiseEventAsync(CaseRun.Id, CancelRequest.Event, new CancelRequest("so be it"));
        return true;
    }

    /// <summary>The times between which anything happens while the saga is left alone, and those at which it happens: a deadline of that length meets it then.</summary>
    private static async Task<IReadOnlyList<TimeSpan>> MomentsAsync(SagaDefinition<Order> saga, Trouble trouble)
    {
        TimeSpan[] moments = [];
        var explored = Explored.Of(saga) with { Services = Slow, JudgeAsync = (host, _) => Task.FromResult(moments = Moments(host)) };
        await new CaseRun(explored.Plan, trouble).RunAsync();
        return [.. moments.Zip(moments.Skip(1), (one, next) => (one + next) / 2), .. moments.Skip(1)];
    }

    private static TimeSpan[] Moments(SagaTestHost host)
    {
        DateTime[] times = [.. host.HistoryOf(CaseRun.Id).Events.Select(recorded => recorded.Timestamp.ToDateTime()).Distinct().Order()];
        return [.. times.Select(time => time - times[0])];
    }

    private static void Slow(IServiceCollection services) =>
        services.AddSingleton<IStepFilter>(provider => new Slowness(provider.GetRequiredService<TimeProvider>(), _halfOfAnAttempt));

    private static bool IsCancel(HistoryEvent recorded) => recorded.EventRaised?.Name == CancelRequest.Event;

    // Asked for before anything else that takes time.
    private static Func<HistoryEvent, bool> DeadlineOf(SagaTestHost host, TimeSpan deadline)
    {
        var events = host.HistoryOf(CaseRun.Id).Events;
        var due = events[0].Timestamp.ToDateTime() + deadline;
        var timer = events.First(recorded => recorded.TimerCreated?.FireAt.ToDateTime() == due).EventId;
        return recorded => recorded.TimerFired?.TimerId == timer;
    }
}
