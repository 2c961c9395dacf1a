using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Timelines;

namespace DurableSagas.Sagas.Tests.Outcomes;

public sealed class StepTimelineTests
{
    [Theory]
    [InlineData(StepStatus.Pending, 0, false)]
    [InlineData(StepStatus.Skipped, 0, false)]
    [InlineData(StepStatus.Refused, 1, false)]
    [InlineData(StepStatus.Refused, 2, true)]
    [InlineData(StepStatus.Running, 0, true)]
    [InlineData(StepStatus.Failed, 1, true)]
    [InlineData(StepStatus.Succeeded, 1, true)]
    [InlineData(StepStatus.Stuck, 1, true)]
    public void Step_ThatStandsSo_MayHaveHappened(StepStatus status, int attempts, bool mayHave) =>
        Assert.Equal(mayHave, new StepTimeline { Name = "a", Ordinal = 0, Status = status, Attempts = attempts }.MayHaveHappened);
}
