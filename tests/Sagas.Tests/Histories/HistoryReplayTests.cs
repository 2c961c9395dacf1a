using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Faults;
using DurableSagas.Testing.Histories;
using static DurableSagas.Sagas.Tests.Letters;

namespace DurableSagas.Sagas.Tests.Histories;

/// <summary>A definition that was changed without a new version is found out by the histories of the old one.</summary>
public sealed class HistoryReplayTests
{
    private static readonly SagaDefinition<Order> _deployed = Saga.For<Order>("changing")
        .Step<A>().CompensateWith<UndoA>()
        .Approval("Manager", TimeSpan.FromDays(20))
        .Step<B>().CompensateWith<UndoB>()
        .Build();

    [Fact]
    public async Task Replay_StepsChangedPlaces_IsToldAtTheFirstThatDiffers()
    {
        var history = await RecordAsync(Shapes.Line);
        var swapped = Saga.For<Order>("line")
            .Step<B>().CompensateWith<UndoB>()
            .Step<A>().CompensateWith<UndoA>()
            .Pivot<C>().CompensateWith<UndoC>()
            .Retriable<D>()
            .Build();

        var mismatch = await ReplayAsync(history, swapped);

        Assert.Equal("order-1", mismatch.InstanceId);
        Assert.StartsWith("Instance 'order-1' of 'line' cannot go on with today's code. ", mismatch.Message, StringComparison.Ordinal);
        Assert.Contains("'A'", mismatch.Message, StringComparison.Ordinal);
        Assert.Contains("'B'", mismatch.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_StepAddedAfterTheLast_IsTold()
    {
        var history = await RecordAsync(Shapes.NoWayBack);
        var longer = Saga.For<Order>("no-way-back").Step<A>().CompensateWith<UndoA>().Pivot<B>().Retriable<C>().Retriable<D>().Build();

        var mismatch = await ReplayAsync(history, longer);

        Assert.Contains("'D'", mismatch.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_InstanceStillWaits_FindsWhatItWouldMeetAfterTheDeployment()
    {
        await using var host = await Hosts.StartAsync();
        await host.StartAsync(_deployed, new Order(), "order-1");
        await host.WhenIdleAsync();
        var history = host.HistoryOf("order-1");
        var hasty = Saga.For<Order>("changing").Step<A>().CompensateWith<UndoA>().Step<B>().CompensateWith<UndoB>().Build();

        host.Replay(history);
        var mismatch = await ReplayAsync(history, hasty);

        Assert.StartsWith(
            "Instance 'order-1' of 'changing' cannot go on with today's code. Its history ends with nothing, but the orchestrator asked for ",
            mismatch.Message,
            StringComparison.Ordinal);
        Assert.Contains("'B'", mismatch.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task History_SavedAndLoaded_IsTheSameAndNamesNoSourceFile()
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<D>(Fault.Fails("broken"));
        await host.EndOfAsync(await host.StartAsync(Shapes.Line, new Order(), "order-1"));
        var saved = host.HistoryOf("order-1").ToJson();

        var loaded = RecordedHistory.Parse(saved);

        host.Replay(loaded);
        Assert.Equal(saved, loaded.ToJson());
        Assert.Equal(("order-1", "line"), (loaded.InstanceId, loaded.Orchestrator));
        Assert.Contains("D failed its last attempt", saved, StringComparison.Ordinal);
        Assert.DoesNotContain(".cs", saved, StringComparison.Ordinal);
    }

    private static async Task<RecordedHistory> RecordAsync(SagaDefinition<Order> saga)
    {
        await using var host = await Hosts.StartAsync();
        await host.RunAsync(saga, new Order(), "order-1");
        return host.HistoryOf("order-1");
    }

    private static async Task<HistoryMismatchException> ReplayAsync(RecordedHistory history, SagaDefinition<Order> today)
    {
        await using var host = await Hosts.StartAsync();
        host.Register(today);
        return Assert.Throws<HistoryMismatchException>(() => host.Replay(history));
    }
}
