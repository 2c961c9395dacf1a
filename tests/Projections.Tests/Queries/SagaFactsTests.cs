using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Definitions.Agreements;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.TwoPhaseCommit;
using DurableSagas.Sagas.Views;
using static DurableSagas.Projections.Tests.Queries.ShownSagas;

namespace DurableSagas.Projections.Tests.Queries;

public sealed class SagaFactsTests
{
    [Fact]
    public void Stuck_AtAnAttemptThatTold_IsThatAttemptInTheWordsOfItsProtocol()
    {
        var view = Branches.View(SagaStatus.Stuck) with { StuckAt = new StuckPlace("s-1", nameof(Other), StepOperation.Action, nameof(Other), 10, "down", Noon) };

        Assert.Equal(new StuckView("s-1", nameof(Other), ParticipantOperation.Confirm, nameof(Other), 10, "down", Noon), Branches.Shown(view).Stuck);
        Assert.Equal(ParticipantOperation.Action, ((SagaDefinition?)null).Shown(view).Stuck!.Operation);
        Assert.Null(Branches.Shown(view with { Status = SagaStatus.Running }).Stuck);
    }

    [Fact]
    public void Stuck_InASagaBelow_IsThatSagas()
    {
        var view = Plain.View(SagaStatus.Stuck) with { StuckAt = new StuckPlace("s-1:child", nameof(Work), StepOperation.Compensation, nameof(Undo), 10, "down", Noon) };

        Assert.Equal(new StuckView("s-1:child", nameof(Work), ParticipantOperation.Compensation, nameof(Undo), 10, "down", Noon), Plain.Shown(view).Stuck);
    }

    [Fact]
    public void Stuck_AsAVersionBeforeWroteIt_IsWhatTheStepsTell()
    {
        var stuck = Plain.Shown(SagaStatus.Stuck, Step(StepStatus.Succeeded), Step(StepStatus.Succeeded), Step(StepStatus.Stuck) with { Attempts = 1, CompensationAttempts = 10, Error = "down" }).Stuck;

        Assert.Equal(new StuckView("s-1", nameof(Work), ParticipantOperation.Compensation, nameof(Undo), 10, "down", Noon), stuck);
    }

    [Fact]
    public void Stuck_AtAnActionAsAVersionBeforeWroteIt_IsWhatTheStepsTell()
    {
        var stuck = Branches.Shown(SagaStatus.Stuck, Step(StepStatus.Succeeded), Step(StepStatus.Stuck) with { Attempts = 10, Error = "down" }).Stuck;

        Assert.Equal(new StuckView("s-1", nameof(Other), ParticipantOperation.Confirm, nameof(Other), 10, "down", Noon), stuck);
    }

    [Fact]
    public void Stuck_WithoutAnAttemptThatTold_SaysWhatTheSagaSays()
    {
        Assert.Equal(new StuckView("s-1", null, null, null, null, "timed out", Noon), Plain.Shown(Plain.View(SagaStatus.Stuck) with { Error = "timed out" }).Stuck);
    }

    [Theory]
    [InlineData(StepStatus.Pending, Decision.Undecided)]
    [InlineData(StepStatus.Stuck, Decision.Undecided)]
    [InlineData(StepStatus.Succeeded, Decision.Commit)]
    [InlineData(StepStatus.Compensated, Decision.Abort)]
    public void Decision_OfATwoPhaseCommit_IsWhatIsOnRecord(StepStatus recorded, Decision decision)
    {
        var shown = Votes.Shown(SagaStatus.Running, Step(StepStatus.Succeeded), Step(recorded));

        Assert.Equal(new DecidedView(decision, decision == Decision.Undecided ? null : Noon.AddSeconds(1)), shown.Decision);
        Assert.Null(Plain.Shown(SagaStatus.Running).Decision);
    }

    [Fact]
    public void ReservedUntil_OfATccTransaction_CountsFromItsBeginning()
    {
        Assert.Equal(Noon.AddHours(1), Branches.Shown(SagaStatus.Running, Step(StepStatus.Succeeded)).ReservedUntil);
        Assert.Equal(Noon.AddMinutes(59), Branches.Shown(SagaStatus.Pending).ReservedUntil);
        Assert.Null(Plain.Shown(SagaStatus.Running, Step(StepStatus.Succeeded)).ReservedUntil);
        // No moment is later than the last.
        var last = Step(StepStatus.Succeeded) with { StartedAt = DateTimeOffset.MaxValue.AddHours(-1) };
        Assert.Null(Branches.Shown(SagaStatus.Running, last, last).ReservedUntil);
        Assert.Null(((SagaDefinition?)null).Shown(Branches.View(SagaStatus.Running)).ReservedUntil);
    }
}
