using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Definitions.Agreements;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.TwoPhaseCommit;
using DurableSagas.Sagas.Views;
using static DurableSagas.Projections.Tests.Queries.ShownSagas;

namespace DurableSagas.Projections.Tests.Queries;

public sealed class StepFactsTests
{
    private static readonly StepTry _done = Try(StepOperation.Action, AttemptStatus.Succeeded);
    private static readonly StepTry _undone = Try(StepOperation.Compensation, AttemptStatus.Succeeded);

    [Theory]
    [InlineData(StepStatus.Pending, StepEffect.NeverHappened)]
    [InlineData(StepStatus.Succeeded, StepEffect.Stands)]
    [InlineData(StepStatus.Failed, StepEffect.Unknown)]
    [InlineData(StepStatus.Compensated, StepEffect.Undone)]
    public void Step_OfASagaThatIsStuck_StandsByTheRuleOfCompensation(StepStatus status, StepEffect stands)
    {
        Assert.Equal(stands, Plain.Shown(SagaStatus.Stuck, Step(StepStatus.Succeeded), Step(StepStatus.Succeeded), Step(status, _done)).Steps[2].Stands);
    }

    [Fact]
    public void Step_WithoutEffectOfItsOwn_StandsForNothing()
    {
        Assert.Null(Plain.Shown(SagaStatus.Completed, Step(StepStatus.Succeeded)).Steps[0].Stands);
        Assert.Null(Votes.Shown(SagaStatus.Completed, Step(StepStatus.Succeeded), Step(StepStatus.Succeeded, _done)).Steps[1].Stands);
    }

    /// <summary>Of a step without a row: whether its first attempt may be under way.</summary>
    [Theory]
    [InlineData(SagaStatus.Running, StepStatus.Succeeded, Consistency.Eventual, StepEffect.Unknown)]
    [InlineData(SagaStatus.Running, StepStatus.Running, Consistency.Eventual, StepEffect.NeverHappened)]
    [InlineData(SagaStatus.Compensating, StepStatus.Succeeded, Consistency.Eventual, StepEffect.Unknown)]
    [InlineData(SagaStatus.Compensating, StepStatus.Succeeded, Consistency.Strong, StepEffect.NeverHappened)]
    [InlineData(SagaStatus.Stuck, StepStatus.Succeeded, Consistency.Eventual, StepEffect.NeverHappened)]
    public void Step_ThatNobodyHasToldOf_IsUnknownWhereItMayBeUnderWay(SagaStatus saga, StepStatus before, Consistency consistency, StepEffect stands)
    {
        var view = Plain.View(saga, Step(StepStatus.Succeeded), Step(before)) with { Consistency = consistency };

        Assert.Equal(stands, Plain.Shown(view).Steps[2].Stands);
    }

    [Theory]
    [InlineData("s-1:child", StepEffect.Unknown)]
    [InlineData("s-1:child:deeper", StepEffect.Unknown)]
    [InlineData("s-1:children", StepEffect.Stands)]
    [InlineData("s-1", StepEffect.Stands)]
    public void SubSaga_ThatIsStuckHalfUndone_IsUnknown(string saga, StepEffect stands)
    {
        var view = Plain.View(SagaStatus.Stuck, Step(StepStatus.Succeeded), Step(StepStatus.Succeeded)) with { StuckAt = new StuckPlace(saga, nameof(Work), StepOperation.Compensation, nameof(Undo), 3, null, Noon) };

        Assert.Equal(stands, Plain.Shown(view).Steps[1].Stands);
    }

    [Fact]
    public void Operations_OfEachProtocol_AreInItsWords()
    {
        Assert.Equal((ParticipantOperation.Try, ParticipantOperation.Confirm), OperationsOf(Branches.Shown(SagaStatus.Running, Step(StepStatus.Succeeded, _done), Step(StepStatus.Running, _done)), 1));
        Assert.Equal((ParticipantOperation.Cancel, null), OperationsOf(Branches.Shown(SagaStatus.Compensated, Step(StepStatus.Compensated, _done, _undone)), 1));
        Assert.Equal((ParticipantOperation.Prepare, ParticipantOperation.Commit), OperationsOf(Votes.Shown(SagaStatus.Completed, Step(StepStatus.Succeeded, _done), Step(StepStatus.Succeeded), Step(StepStatus.Succeeded)), 2));
        Assert.Equal((null, ParticipantOperation.Compensation), OperationsOf(Plain.Shown(SagaStatus.Stuck, Step(StepStatus.Succeeded), Step(StepStatus.Succeeded), Step(StepStatus.Stuck, _done, _undone)), 2));

        static (ParticipantOperation?, ParticipantOperation?) OperationsOf(SagaView saga, int second) => (saga.Steps[0].Operation, saga.Steps[second].Operation);
    }

    [Fact]
    public void Tries_OfAStep_AreShownInTheProtocolsWordsAlsoOfADefinitionThatIsGone()
    {
        var view = Branches.View(SagaStatus.Compensated, Step(StepStatus.Compensated, _done with { Error = "slow" }, _undone));

        Assert.Equal([new(ParticipantOperation.Try, 1, Noon, Noon.AddSeconds(1), AttemptStatus.Succeeded, "slow"), new TryView(ParticipantOperation.Cancel, 1, Noon, Noon.AddSeconds(1), AttemptStatus.Succeeded, null)], Branches.Shown(view).Steps[0].Tries!);
        Assert.Equal([ParticipantOperation.Action, ParticipantOperation.Compensation], ((SagaDefinition?)null).Shown(view).Steps[0].Tries!.Select(told => told.Operation));
        Assert.Null(Branches.Shown(view).Steps[1].Tries);
    }

    [Theory]
    [InlineData(SagaStatus.Running, StepStatus.Running, StepOperation.Action, true)]
    [InlineData(SagaStatus.Compensating, StepStatus.Compensating, StepOperation.Compensation, true)]
    [InlineData(SagaStatus.Compensating, StepStatus.Running, StepOperation.Action, false)]
    [InlineData(SagaStatus.Running, StepStatus.Failed, StepOperation.Action, false)]
    [InlineData(SagaStatus.Terminated, StepStatus.Compensating, StepOperation.Compensation, false)]
    public void NextAttempt_OfAStepThatWaitsForIt_IsToldUntilItsTimeHasCome(SagaStatus saga, StepStatus step, StepOperation operation, bool waits)
    {
        var view = Plain.View(saga, Step(StepStatus.Succeeded), Step(StepStatus.Succeeded), Step(step, Try(operation, AttemptStatus.Unknown)));

        var next = Plain.Shown(view, after: TimeSpan.FromSeconds(1)).Steps[2].NextAttemptAt;

        Assert.Equal(waits, next is not null);
        Assert.True(next is null || (next > Noon.AddSeconds(1.7) && next <= Noon.AddSeconds(2)));
        Assert.Null(Plain.Shown(view, after: TimeSpan.FromSeconds(2)).Steps[2].NextAttemptAt);
    }

    [Fact]
    public void NextAttempt_OfARunThatUndoesASagaThatHadCompleted_IsOfThatRun()
    {
        var view = Plain.View(SagaStatus.Compensating, Step(StepStatus.Succeeded), Step(StepStatus.Succeeded), Step(StepStatus.Compensating, Try(StepOperation.Compensation, AttemptStatus.Unknown)));

        var undoing = Plain.Shown(view with { Outcome = new SagaOutcome { Status = SagaStatus.Completed } }).Steps[2].NextAttemptAt;

        Assert.Equal(Plain.Shown(view with { Id = "s-1:undo" }).Steps[2].NextAttemptAt, undoing);
        Assert.NotEqual(Plain.Shown(view).Steps[2].NextAttemptAt, undoing);
    }

    [Theory]
    [InlineData(AttemptStatus.Succeeded, false, StepStatus.Succeeded, Vote.Commit, StepEffect.Stands)]
    [InlineData(AttemptStatus.Succeeded, true, StepStatus.Succeeded, Vote.ReadOnly, StepEffect.NeverHappened)]
    [InlineData(AttemptStatus.Succeeded, false, StepStatus.Compensated, Vote.Commit, StepEffect.Undone)]
    [InlineData(AttemptStatus.Refused, false, StepStatus.Refused, Vote.Abort, StepEffect.NeverHappened)]
    [InlineData(AttemptStatus.Unknown, false, StepStatus.Failed, null, StepEffect.Unknown)]
    public void Vote_OfAParticipant_IsWhatItsPrepareAnswered(AttemptStatus result, bool isReadOnly, StepStatus status, Vote? vote, StepEffect stands)
    {
        var shown = Votes.Shown(SagaStatus.Stuck, Step(status, Try(StepOperation.Action, result) with { IsReadOnly = isReadOnly })).Steps[0];

        Assert.Equal((vote, stands), (shown.Vote, shown.Stands));
    }

    [Fact]
    public void Vote_ThatNoTryTells_IsNotGuessed()
    {
        Assert.Null(Votes.Shown(SagaStatus.Running, Step(StepStatus.Succeeded)).Steps[0].Vote);
        Assert.Null(Branches.Shown(SagaStatus.Running, Step(StepStatus.Succeeded, _done)).Steps[0].Vote);
    }

    [Fact]
    public void CompensationByEvent_OnItsWay_TellsWhatHasBecomeOfIt()
    {
        var (asked, givenUp) = (Try(StepOperation.Compensation, AttemptStatus.Pending), Try(StepOperation.Compensation, AttemptStatus.Refused, number: 2) with { IsLast = true, FinishedAt = Noon.AddHours(1) });

        Assert.Equal((null, null, null), EventOf(SagaStatus.Running, Step(StepStatus.Succeeded, _done)));
        Assert.Equal((1, null, null), EventOf(SagaStatus.Compensating, Step(StepStatus.Compensating, _done, asked)));
        Assert.Equal((2, null, Noon.AddHours(1)), EventOf(SagaStatus.Stuck, Step(StepStatus.Stuck, _done, asked, givenUp)));
        Assert.Equal((1, Noon.AddSeconds(1), null), EventOf(SagaStatus.Compensated, Step(StepStatus.Compensated, _done, _undone)));

        static (int?, DateTimeOffset?, DateTimeOffset?) EventOf(SagaStatus saga, StepView step) =>
            Plain.Shown(saga, Step(StepStatus.Succeeded), Step(StepStatus.Succeeded), Step(StepStatus.Succeeded), step).Steps[3] is var shown ? (shown.Published, shown.AcknowledgedAt, shown.GivenUpAt) : default;
    }
}
