using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Faults;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Running.Attempts;
using DurableSagas.Sagas.Tests.Steps;
using DurableSagas.Sagas.TwoPhaseCommit;
using DurableSagas.Sagas.Views;
using DurableSagas.Testing;
using static DurableSagas.Sagas.Tests.Letters;

namespace DurableSagas.Sagas.Tests.Views;

/// <summary>What running sagas tell of their attempts.</summary>
public sealed class ToldTriesTests
{
    private static readonly SagaDefinition<Order> _tried = Saga.For<Order>("tried")
        .Step<A>().CompensateWith<UndoA>(new AttemptPolicy { MaxAttempts = 3 })
        .Step<B>().Attempts(new AttemptPolicy { MaxAttempts = 2 })
        .Build();

    [Fact]
    public async Task Attempts_AtBothOperations_AreToldWithWhatCameOfThem()
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<A>(Fault.Fails("broken").Once()).On<B>(Fault.Refuses("no"));

        await host.RunAsync(_tried, new Order(), "order-1");

        Assert.Equal(
            [(StepOperation.Action, 1, AttemptStatus.Unknown, "broken"), (StepOperation.Action, 2, AttemptStatus.Succeeded, null), (StepOperation.Compensation, 1, AttemptStatus.Succeeded, null)],
            TriesOf(host, 0).Select(ended => (ended.Operation, ended.Number, ended.Result, ended.Error)));
        Assert.Equal((AttemptStatus.Refused, "no"), (Assert.Single(TriesOf(host, 1)).Result, TriesOf(host, 1)[0].Error));
        await Rebuilt.MustEqualLiveAsync(host, "order-1");
    }

    [Fact]
    public async Task Saga_StuckAndRewoundAndStuckAgain_TellsEachLastAttemptAndWhereItIsStuck()
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<B>(Fault.Refuses("no")).On<UndoA>(Fault.Fails("down"));
        await host.EndOfAsync(await host.StartAsync(_tried, new Order(), "order-1"));

        var stuckAt = host.Views.RowsOf("order-1").Head!.StuckAt!;
        Assert.Equal(("order-1", "A", StepOperation.Compensation, "UndoA", 3, "down"), (stuckAt.Saga, stuckAt.Step, stuckAt.Operation, stuckAt.Activity, stuckAt.Attempt, stuckAt.Error));
        await Rebuilt.MustEqualLiveAsync(host, "order-1");

        await host.AdvanceAsync(TimeSpan.FromHours(1));
        await Assert.ThrowsAsync<SagaStuckException>(() => host.RewindAsync("order-1"));

        Assert.Equal([(1, false), (2, false), (3, true), (3, true)], TriesOf(host, 0).Skip(1).Select(ended => (ended.Number, ended.IsLast)));
        Assert.Equal(TriesOf(host, 0)[^1].FinishedAt, host.Views.RowsOf("order-1").Head!.StuckAt!.Since);
        Assert.True(stuckAt.Since.AddHours(1) <= TriesOf(host, 0)[^1].StartedAt);
        await Rebuilt.MustEqualLiveAsync(host, "order-1");

        host.Faults.MendAll();
        await host.RewindAsync("order-1");
        Assert.Null(host.Views.RowsOf("order-1").Head!.StuckAt);
        Assert.Equal((3, AttemptStatus.Succeeded), (TriesOf(host, 0)[^1].Number, TriesOf(host, 0)[^1].Result));
        await Rebuilt.MustEqualLiveAsync(host, "order-1");
    }

    [Fact]
    public async Task Saga_WhoseSubSagaIsStuck_TellsWhereBelow()
    {
        await using var host = await Hosts.StartAsync();
        host.Register(Shapes.Child);
        host.Faults.On<C>(Fault.Refuses("no")).On<UndoB>(Fault.Fails("broken"));
        await host.EndOfAsync(await host.StartAsync(Shapes.Parent, new Order(), "order-1"));

        Assert.Equal(("order-1:child", "B"), (host.Views.RowsOf("order-1").Head!.StuckAt!.Saga, host.Views.RowsOf("order-1").Head!.StuckAt!.Step));
        Assert.Equal(host.Views.RowsOf("order-1:child").Head!.StuckAt, host.Views.RowsOf("order-1").Head!.StuckAt);

        host.Faults.MendAll();
        await host.RewindAsync("order-1");
        Assert.Null(host.Views.RowsOf("order-1").Head!.StuckAt);
    }

    [Fact]
    public async Task Try_WhoseViewCouldNotBeWritten_IsLostUntilItIsRebuilt()
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<A>(Fault.Fails("broken").For(2));
        host.Views.FailNext(1);

        await host.RunAsync(_tried, new Order(), "order-1");

        Assert.Equal([2, 3], TriesOf(host, 0).Select(ended => ended.Number));
    }

    [Fact]
    public async Task Tries_OfAnySaga_AreInNoCallAndNoStatus()
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<A>(Fault.Fails("only in a try").For(2));

        await host.RunAsync(_tried, new Order(), "order-1");

        Assert.Equal(3, TriesOf(host, 0).Count);
        Assert.All(host.Calls, call => Assert.DoesNotContain("tries", call.Input, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("tries", (await host.EndOfAsync("order-1")).SerializedCustomStatus, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Vote_OfAParticipantThatChangesNothing_IsToldWithItsTry()
    {
        var participant = new Participant();
        participant.Votes["P"] = new Ballot(Vote.ReadOnly);
        await using var host = await Hosts.StartAsync(participant);

        await host.RunAsync(Shapes.Votes, new Order(), "order-1");

        Assert.Equal([true, false], new[] { 0, 1 }.Select(ordinal => Assert.Single(TriesOf(host, ordinal)).IsReadOnly));
        await Rebuilt.MustEqualLiveAsync(host, "order-1");
    }

    public static TheoryData<Fault> Waits => [Fault.Fails("broken").For(4), Fault.IsUnavailable(TimeSpan.FromSeconds(50)).For(4), Fault.Pends(TimeSpan.FromSeconds(1)).For(4)];

    [Theory]
    [MemberData(nameof(Waits))]
    public async Task NextAttempt_AfterEachTry_IsWhenTheOrchestratorMakesIt(Fault fault)
    {
        var saga = Saga.For<Order>("patient").Step<A>().Attempts(new AttemptPolicy { MaxAttempts = 5 }).Build();
        await using var host = await Hosts.StartAsync();
        host.Faults.On<A>(fault);
        var id = await host.StartAsync(saga, new Order(), "order-1");
        await host.WhenIdleAsync();
        for (var made = 1; made < 5; made++)
        {
            var next = NextAttempt.Of(saga.Steps[0], TriesOf(host, 0), id)!.Value;
            await host.AdvanceAsync(next - host.Time.GetUtcNow() - TimeSpan.FromTicks(1));
            Assert.Equal(made, host.ActivityCalls.Count);

            await host.AdvanceAsync(TimeSpan.FromTicks(1));
            Assert.Equal((made + 1, next), (host.ActivityCalls.Count, host.Calls[made].At));
        }

        await host.OutcomeOfAsync(id);
        Assert.Null(NextAttempt.Of(saga.Steps[0], TriesOf(host, 0), id));
    }

    [Fact]
    public async Task NextAttempt_OfASagaThatIsStuck_IsNone()
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<B>(Fault.Refuses("no")).On<UndoA>(Fault.Fails("down"));

        await host.EndOfAsync(await host.StartAsync(_tried, new Order(), "order-1"));

        Assert.Null(NextAttempt.Of(_tried.Steps[0], TriesOf(host, 0), "order-1"));
        Assert.Null(NextAttempt.Of(_tried.Steps[1], TriesOf(host, 1), "order-1"));
    }

    private static IReadOnlyList<StepTry> TriesOf(SagaTestHost host, int ordinal) => host.Views.RowsOf("order-1").Steps[ordinal].Tries;
}
