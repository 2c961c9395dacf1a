using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Definitions.Validation;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Sagas.Tests.Definitions;

public sealed class StepKindsTests
{
    [Theory]
    [InlineData(StepKind.Compensable, false, true, false, false)]
    [InlineData(StepKind.Pivot, true, true, true, false)]
    [InlineData(StepKind.Retriable, true, false, true, true)]
    public void Kind_OfAStep_SaysWhatMayBecomeOfIt(StepKind kind, bool isFinal, bool takesRefusal, bool mustWorkAlone, bool mustWorkWithCompensation)
    {
        Assert.Equal((isFinal, takesRefusal), (kind.IsFinal(), kind.TakesRefusal()));
        Assert.Equal((mustWorkAlone, mustWorkWithCompensation), (kind.MustWork(hasCompensation: false), kind.MustWork(hasCompensation: true)));
        Assert.Same(kind == StepKind.Retriable ? AttemptPolicy.Patient : AttemptPolicy.Forward, kind.StandardPolicy());
    }

    [Fact]
    public void Pivot_OnceItHasSucceededOrWhatComesAfterHasBegun_IsPast()
    {
        var all = Enum.GetValues<StepStatus>();

        Assert.DoesNotContain(all, status => StepKind.Compensable.IsPastPivot(status));
        Assert.Equal([StepStatus.Succeeded], all.Where(status => StepKind.Pivot.IsPastPivot(status)));
        Assert.Equal([StepStatus.Pending, StepStatus.Skipped], all.Where(status => !StepKind.Retriable.IsPastPivot(status)));
    }
}
