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

    [Fact]
    public void BuildTcc_TwoBranches_TriesBothAndThenConfirmsBoth()
    {
        var (patient, quick) = (new AttemptPolicy { MaxAttempts = 9 }, new AttemptPolicy { MaxAttempts = 2 });

        var definition = Tcc.For<Order>("trip").Within(TimeSpan.FromHours(1)).ReservedFor(TimeSpan.FromDays(1))
            .Branch<A>().Attempts(quick).ConfirmWith<C>(patient).CancelWith<UndoA>(quick)
            .Branch<B>().ConfirmWith<D>().CancelWith<UndoB>()
            .Build();

        Assert.Equal((Protocol.Tcc, TimeSpan.FromHours(1)), (definition.Protocol, definition.Deadline));
        Assert.Equal([("A", StepKind.Compensable), ("B", StepKind.Compensable), ("C", StepKind.Retriable), ("D", StepKind.Retriable)], definition.Steps.Select(step => (step.Name, step.Kind)));
        Assert.Equal([[], [], ["A", "B"], ["A", "B"]], definition.Steps.Select(step => step.After));
        Assert.Equal([["A", "UndoA"], ["B", "UndoB"], ["C"], ["D"]], definition.Steps.Select(step => step.Activities));
        Assert.Equal([quick, AttemptPolicy.Forward, patient, AttemptPolicy.Patient], definition.Steps.Select(step => step.Attempts));
        Assert.Equal([quick, AttemptPolicy.Patient, AttemptPolicy.Patient, AttemptPolicy.Patient], definition.Steps.Select(step => step.CompensationAttempts));
    }

    [Fact]
    public void BuildTwoPhase_TwoParticipants_DecidesBetweenPreparingAndCommitting()
    {
        var (quick, patient) = (new AttemptPolicy { MaxAttempts = 2 }, new AttemptPolicy { MaxAttempts = 9 });

        var definition = TwoPhase.For<Order>("pay").PrepareWithin(TimeSpan.FromHours(8))
            .Participant<P>().Attempts(quick).CommitWith<C>(patient).AbortWith<UndoP>(quick)
            .Participant<Q>().CommitWith<D>().AbortWith<UndoQ>()
            .Build();

        var decision = definition.Steps[2];
        Assert.Equal((Protocol.TwoPhaseCommit, TimeSpan.FromHours(8)), (definition.Protocol, definition.Deadline));
        Assert.Equal([[], [], ["P", "Q"], ["RecordDecision"], ["RecordDecision"]], definition.Steps.Select(step => step.After));
        Assert.Equal([["P", "UndoP"], ["Q", "UndoQ"], ["RecordDecision", "RecordDecision/abort"], ["C"], ["D"]], definition.Steps.Select(step => step.Activities));
        Assert.Equal((StepKind.Pivot, true, true, true), (decision.Kind, decision.AsksUntilKnown, decision.CompensatesAlways, decision.MustWork));
        Assert.Equal([quick, AttemptPolicy.Forward, AttemptPolicy.Patient, patient, AttemptPolicy.Patient], definition.Steps.Select(step => step.Attempts));
        Assert.Equal([quick, .. Enumerable.Repeat(AttemptPolicy.Patient, 4)], definition.Steps.Select(step => step.CompensationAttempts));
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(-1, "Reservations are kept for 00:23:30, which is too short: tries may take 00:10:00, and confirms 00:13:31 more. Keep them for 00:23:31 at least, or lower the deadline or the attempts at confirming.")]
    public void BuildTcc_ReservationsThatEndWithTheLastConfirm_AreLongEnough(int seconds, string? fault)
    {
        var kept = new TimeSpan(0, 23, 31) + TimeSpan.FromSeconds(seconds);

        var thrown = Record.Exception(Tcc.For<Order>("trip").Within(TimeSpan.FromMinutes(10)).ReservedFor(kept).Branch<A>().ConfirmWith<C>().CancelWith<UndoA>().Build);

        Assert.Equal(fault, (thrown as SagaDefinitionException)?.Faults.Single());
    }

    [Fact]
    public void BuildTcc_OneOfItsTwoTimes_IsRefused()
    {
        var within = Tcc.For<Order>("trip").Within(TimeSpan.FromMinutes(10)).Branch<A>().ConfirmWith<C>().CancelWith<UndoA>();
        var reserved = Tcc.For<Order>("trip").ReservedFor(TimeSpan.FromMinutes(10)).Branch<A>().ConfirmWith<C>().CancelWith<UndoA>();

        Assert.Single(Assert.Throws<SagaDefinitionException>(within.Build).Faults);
        Assert.Single(Assert.Throws<SagaDefinitionException>(reserved.Build).Faults);
    }

    [Fact]
    public void BuildTwoPhase_ParticipantThatNamesItsLockTwice_IsRefused()
    {
        var transaction = TwoPhase.For<Order>("pay").PrepareWithin(TimeSpan.FromMinutes(10))
            .Participant<P>().Locks(order => order.Number).Locks(order => order.Without).CommitWith<C>().AbortWith<UndoP>()
            .Participant<Q>().Locks(order => order.Number).CommitWith<D>().AbortWith<UndoQ>();

        var fault = Assert.Throws<SagaDefinitionException>(transaction.Build);

        Assert.Equal(["Participant 'P' names twice what it locks; one key stands for all of it, or it is two participants."], fault.Faults);
    }
}
