using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Interventions;
using DurableSagas.Sagas.Outcomes.Timelines;

namespace DurableSagas.Sagas.Tests.Outcomes;

public sealed class StepTimelineTests
{
    [Theory]
    [InlineData(StepStatus.Pending, 0, StepEffect.NeverHappened)]
    [InlineData(StepStatus.Skipped, 0, StepEffect.NeverHappened)]
    [InlineData(StepStatus.Refused, 1, StepEffect.NeverHappened)]
    [InlineData(StepStatus.Refused, 2, StepEffect.Unknown)]
    [InlineData(StepStatus.Running, 0, StepEffect.Unknown)]
    [InlineData(StepStatus.Failed, 1, StepEffect.Unknown)]
    [InlineData(StepStatus.Succeeded, 1, StepEffect.Stands)]
    [InlineData(StepStatus.Compensating, 1, StepEffect.Unknown)]
    [InlineData(StepStatus.Compensated, 1, StepEffect.Undone)]
    [InlineData(StepStatus.Stuck, 1, StepEffect.Unknown)]
    public void Step_ThatStandsSo_HasThisEffectAndIsUndoneUnlessItNeverHappened(StepStatus status, int attempts, StepEffect effect)
    {
        var step = new StepTimeline { Name = "a", Ordinal = 0, Status = status, Attempts = attempts };

        Assert.Equal(effect, step.Effect);
        Assert.Equal(effect != StepEffect.NeverHappened, step.MayHaveHappened);
    }

    [Theory]
    [InlineData(StepStatus.Succeeded, InterventionAction.Skip, StepEffect.Unknown)]
    [InlineData(StepStatus.Failed, InterventionAction.Skip, StepEffect.Unknown)]
    [InlineData(StepStatus.Succeeded, InterventionAction.GiveResult, StepEffect.Stands)]
    public void Step_DoneByHand_StandsOnlyIfSomebodySaysSo(StepStatus status, InterventionAction byHand, StepEffect effect)
    {
        Assert.Equal(effect, new StepTimeline { Name = "a", Ordinal = 0, Status = status, Attempts = 1, ByHand = byHand }.Effect);
    }
}
