using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Faults;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.TwoPhaseCommit;
using static DurableSagas.Sagas.Tests.Letters;
using static DurableSagas.Sagas.Tests.Voters;

namespace DurableSagas.Sagas.Tests.Running;

public sealed class LockOrderTests
{
    private readonly Participant _participant = new();

    [Theory]
    [InlineData("a", "b", "P", "Q")]
    [InlineData("b", "a", "Q", "P")]
    [InlineData("B", "a", "P", "Q")]
    [InlineData("same", "same", "P", "Q")]
    public async Task Prepare_WithLocks_GoesInTheOrderOfTheirKeys(string ofP, string ofQ, string first, string second)
    {
        await using var host = await Hosts.StartAsync(_participant);
        host.Faults.On(first, Fault.Pends(TimeSpan.FromSeconds(30)).Once());

        var outcome = await host.RunAsync(Locking(_ => ofP, _ => ofQ), new Order(), "order-1");

        Assert.Equal(SagaStatus.Completed, outcome.Status);
        Assert.Equal([first, first, second], host.ActivityCalls.Take(3));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task Prepare_OneLocksNothing_WaitsForNobody(string? nothing)
    {
        await using var host = await Hosts.StartAsync(_participant);
        host.Faults.On<P>(Fault.Pends(TimeSpan.FromSeconds(30)).Once());

        await host.RunAsync(Locking(_ => "a", _ => nothing), new Order(), "order-1");

        Assert.Equal(["P", "Q", "P"], host.ActivityCalls.Take(3));
    }

    [Fact]
    public async Task Prepare_FirstLockIsRefused_SecondIsNeverAskedFor()
    {
        _participant.Votes["Q"] = new Ballot(Vote.Abort, "no");
        await using var host = await Hosts.StartAsync(_participant);

        var outcome = await host.RunAsync(Locking(_ => "b", _ => "a"), new Order(), "order-1");

        Assert.Equal((SagaStatus.Compensated, "Q", "no"), (outcome.Status, outcome.Step, outcome.Reason));
        Assert.DoesNotContain("P", host.ActivityCalls);
    }

    [Fact]
    public async Task Prepare_LockHeldForLong_WaitsUntilTheTimeForVotesIsOver()
    {
        await using var host = await Hosts.StartAsync(_participant);
        host.Faults.On<P>(Fault.Pends(TimeSpan.FromMinutes(1)));

        var outcome = await host.RunAsync(Locking(_ => "a", _ => "b"), new Order(), "order-1");

        Assert.Equal((SagaStatus.Compensated, "The deadline of 00:10:00 passed."), (outcome.Status, outcome.Reason));
        Assert.Equal(Decision.Abort, _participant.DecisionOf("order-1"));
    }

    [Fact]
    public void Build_LocksTwice_IsAFault()
    {
        var transaction = TwoPhase.For<Order>("pay").PrepareWithin(TimeSpan.FromMinutes(10)).Participant<P>().Locks(_ => "a").Locks(_ => "b").CommitWith<C>().AbortWith<UndoP>();

        Assert.Equal(["Participant 'P' names twice what it locks; one key stands for all of it, or it is two participants."], Assert.Throws<SagaDefinitionException>(transaction.Build).Faults);
    }

    private static SagaDefinition<Order> Locking(Func<Order, string?> ofP, Func<Order, string?> ofQ) => TwoPhase.For<Order>("locking").PrepareWithin(TimeSpan.FromMinutes(10))
        .Participant<P>().Locks(ofP).CommitWith<C>().AbortWith<UndoP>()
        .Participant<Q>().Locks(ofQ).CommitWith<D>().AbortWith<UndoQ>()
        .Build();
}
