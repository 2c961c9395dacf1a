using DurableSagas.Sagas.Definitions;
using static DurableSagas.Sagas.Tests.Letters;
using static DurableSagas.Sagas.Tests.Voters;

namespace DurableSagas.Sagas.Tests.Definitions;

public sealed class ProtocolDefinitionTests
{
    [Fact]
    public void BuildTcc_ManyFaults_NamesThemAllAtOnce()
    {
        var transaction = Tcc.For<Order>("trip").Within(TimeSpan.FromMinutes(10)).ReservedFor(TimeSpan.FromMinutes(20))
            .Branch<A>().ConfirmWith<C>()
            .Branch<B>().CancelWith<UndoB>()
            .Branch<string>();

        var fault = Assert.Throws<SagaDefinitionException>(transaction.Build);

        Assert.Equal(
            [
                "'String' is no activity function: expected a public method with [Function(nameof(String))] and an [ActivityTrigger] parameter, found none.",
                "Branch 'A' has no cancel.",
                "Branch 'B' has no confirm.",
                "Branch 'String' has neither a confirm nor a cancel; it needs both.",
                "Reservations are kept for 00:20:00, which is too short: tries may take 00:10:00, and confirms 00:13:31 more. Keep them for 00:23:31 at least, or lower the deadline or the attempts at confirming.",
            ],
            fault.Faults);
    }

    [Fact]
    public void BuildTcc_NoTimes_IsRefused()
    {
        var fault = Assert.Throws<SagaDefinitionException>(Tcc.For<Order>("trip").Branch<A>().ConfirmWith<C>().CancelWith<UndoA>().Build);

        Assert.Equal(["Within and ReservedFor are both needed: without them a reservation may run out before it is confirmed."], fault.Faults);
    }

    [Fact]
    public void BuildTwoPhase_ManyFaults_NamesThemAllAtOnce()
    {
        var fault = Assert.Throws<SagaDefinitionException>(TwoPhase.For<Order>("pay").Participant<P>().Participant<Q>().CommitWith<C>().Build);

        Assert.Equal(
            [
                "Participant 'P' has neither a commit nor an abort; it needs both.",
                "Participant 'Q' has no abort.",
                "PrepareWithin is needed: participants hold locks while votes are awaited, and cannot wait for ever.",
            ],
            fault.Faults);
    }

    [Fact]
    public void BuildTwoPhase_Nobody_IsRefused()
    {
        var fault = Assert.Throws<SagaDefinitionException>(TwoPhase.For<Order>("pay").PrepareWithin(TimeSpan.FromSeconds(10)).Build);

        Assert.Equal(["There is no participant."], fault.Faults);
    }
}
