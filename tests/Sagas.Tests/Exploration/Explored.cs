using DurableSagas.Sagas.Declared;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Tests.Declared;
using DurableSagas.Sagas.Tests.Steps;
using DurableSagas.Testing;
using DurableSagas.Testing.Exploration;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.Sagas.Tests.Exploration;

/// <summary>A definition to explore, written in code or declared in JSON, how it is started, and what must be so at its ends.</summary>
internal sealed record Explored(SagaDefinition Saga, Action<SagaTestHost> Register, Func<SagaTestHost, string, Task<string>> StartAsync)
{
    // Replayed after each of the crashes, and so at every commit; in between it would only cost time.
    private static readonly SagaTestOptions _options = new() { ExtendedSessions = true };

    public static IReadOnlyList<Explored> All { get; } = [.. Shapes.All.Select(Of), Of(Documents.Tcc), Of(Documents.TwoPhase)];

    /// <summary>What the services are beside the participant's.</summary>
    public Action<IServiceCollection> Services { get; init; } = _ => { };

    /// <summary>Judges a run at its end, beside all that must be so of any; its view can be rebuilt, if nothing else is said.</summary>
    public Func<SagaTestHost, SagaOutcome, Task> JudgeAsync { get; init; } = (host, _) => Rebuilt.MustEqualLiveAsync(host, CaseRun.Id);

    public ExplorationPlan Plan => new(Saga, OpenAsync, StartAsync, JudgeCaseAsync);

    public static Explored Of(SagaDefinition<Order> saga) => new(saga, host => host.Register(saga), (host, id) => host.StartAsync(saga, new Order(), id));

    private static Explored Of(DeclaredTransaction document) => new(DeclaredSaga.DefinitionOf(document), host => host.Register(document), (host, id) => host.StartAsync(document, id));

    private async Task<SagaTestHost> OpenAsync()
    {
        var participant = new Participant();
        var host = await Hosts.StartAsync(participant, _options, Services);
        Register(host);
        Consumers.WorkOff(host, Saga, participant);
        return host;
    }

    private async Task JudgeCaseAsync(ExploredCase explored)
    {
        var world = new World(Saga, explored.Host.Services.GetRequiredService<Participant>().Done);
        if (explored.Outcome is not { } outcome)
        {
            await MustBeStuckWithTheTruthAsync(explored, world);
            return;
        }

        if (outcome.Status == SagaStatus.Completed)
        {
            world.MustBeCompleted(outcome);
        }
        else
        {
            world.MustBeUndone(outcome);
        }

        await JudgeAsync(explored.Host, outcome);
    }

    // An activity that a crash ran twice left the moments of its first run in the view, and of its second in history, until the last timeline.
    private static async Task MustBeStuckWithTheTruthAsync(ExploredCase explored, World world)
    {
        world.MustTellTheTruth(explored.View);
        Assert.Single(explored.Host.HistoryOf(explored.Id).Failures);
        if (explored.Host.Crashes == 0)
        {
            await Rebuilt.MustEqualLiveAsync(explored.Host, explored.Id);
        }
    }
}
