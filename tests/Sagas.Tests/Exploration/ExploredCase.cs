using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Tests.Steps;
using DurableSagas.Testing;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.Sagas.Tests.Exploration;

/// <summary>One way that a saga can go, run to its end; where it gets stuck, an operator mends what its view names and rewinds it.</summary>
internal sealed record ExploredCase(Explored Explored, Trouble Trouble)
{
    private const string Id = "order-1";

    // Replayed after each of the crashes, and so at every commit; in between it would only cost time.
    private static readonly SagaTestOptions _options = new() { ExtendedSessions = true };

    /// <summary>Before the saga is started.</summary>
    public Action<SagaTestHost> Prepare { get; init; } = _ => { };

    /// <summary>While it runs; false when the saga had ended before.</summary>
    public Func<SagaTestHost, Task<bool>> MeanwhileAsync { get; init; } = _ => Task.FromResult(true);

    /// <summary>What the services are beside the participant's.</summary>
    public Action<IServiceCollection> Services { get; init; } = _ => { };

    /// <summary>Judges the run at its end; its view can be rebuilt, if nothing else is said.</summary>
    public Func<SagaTestHost, SagaOutcome, Task> JudgeAsync { get; init; } = (host, _) => Rebuilt.MustEqualLiveAsync(host, Id);

    /// <exception cref="InvalidOperationException">The saga did what it must not.</exception>
    public async Task<ExploredEnd> RunAsync()
    {
        var participant = new Participant();
        await using var host = await Hosts.StartAsync(participant, _options, Services);
        Explored.Register(host);
        foreach (var (activity, fault) in Trouble.Faults)
        {
            host.Faults.On(activity, fault);
        }

        Consumers.WorkOff(host, Explored.Saga, participant);
        Prepare(host);
        try
        {
            var id = await Explored.StartAsync(host, Id);
            var isMet = await MeanwhileAsync(host);
            var end = await host.EndOfAsync(id);
            var rewinds = 0;
            for (; end.RuntimeStatus == OrchestrationRuntimeStatus.Failed; rewinds++)
            {
                await MustBeStuckWithTheTruthAsync(host, participant);
                Assert.True(rewinds <= Explored.Saga.Steps.Count, "Mending what the view names has not helped.");
                end = await MendAsync(host);
            }

            var outcome = end.ReadOutputAs<SagaOutcome>()!;
            MustHaveEnded(host, participant, outcome);
            await JudgeAsync(host, outcome);
            return new ExploredEnd(isMet, rewinds > 0, host.Crashes > 0);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"In '{Explored.Saga.Name}', {Trouble.Name}, {host.Crashes} crash(es), calls {string.Join(" ", host.ActivityCalls)}: {exception.Message}", exception);
        }
    }

    // An activity that a crash ran twice left the moments of its first run in the view, and of its second in history, until the last timeline.
    private async Task MustBeStuckWithTheTruthAsync(SagaTestHost host, Participant participant)
    {
        new World(Explored.Saga, participant.Done).MustTellTheTruth(host.View(Id));
        Assert.Single(host.HistoryOf(Id).Failures);
        if (host.Crashes == 0)
        {
            await Rebuilt.MustEqualLiveAsync(host, Id);
        }
    }

    private async Task<OrchestrationMetadata> MendAsync(SagaTestHost host)
    {
        var stuck = host.View(Id).Steps.Single(step => step.Status == StepStatus.Stuck);
        foreach (var activity in Explored.Saga.Steps[stuck.Ordinal].Activities)
        {
            host.Faults.Mend(activity);
        }

        await Record.ExceptionAsync(() => host.RewindAsync(Id));
        return await host.EndOfAsync(Id);
    }

    private void MustHaveEnded(SagaTestHost host, Participant participant, SagaOutcome outcome)
    {
        var (world, view) = (new World(Explored.Saga, participant.Done), host.View(Id));
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
