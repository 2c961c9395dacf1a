using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Interventions;
using DurableSagas.Sagas.Outcomes.Timelines;

namespace DurableSagas.Sagas.Tests.Outcomes;

public sealed class StepCodeTests
{
    private static readonly DateTimeOffset _since = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(StepStatus.Pending, "p")]
    [InlineData(StepStatus.Running, "r")]
    [InlineData(StepStatus.Succeeded, "s")]
    [InlineData(StepStatus.Refused, "n")]
    [InlineData(StepStatus.Failed, "f")]
    [InlineData(StepStatus.Compensating, "u")]
    [InlineData(StepStatus.Compensated, "d")]
    [InlineData(StepStatus.Skipped, "k")]
    [InlineData(StepStatus.Stuck, "x")]
    public void Code_OfAStatus_IsItsLetterBothWays(StepStatus status, string letter)
    {
        var step = new StepTimeline { Name = "a", Ordinal = 3, Status = status };

        var code = StepCode.Of(step, 0, withName: true, errorLength: 80);

        Assert.Equal($"{letter}|0|||a|", code);
        Assert.Equal(step, StepCode.Read(code, 3, 0));
    }

    [Fact]
    public void Code_OfAStepWithEverything_TellsAllOfItBothWays()
    {
        var step = new StepTimeline { Name = "a", Ordinal = 3, Status = StepStatus.Failed, Attempts = 12, StartedAt = _since.AddTicks(31), FinishedAt = _since.AddTicks(-1), Error = "it is | over" };

        var code = StepCode.Of(step, _since.UtcTicks, withName: true, errorLength: 80);

        Assert.Equal("f|12|1f|ffffffffffffffff|a|it is | over", code);
        Assert.Equal(step, StepCode.Read(code, 3, _since.UtcTicks));
    }

    [Theory]
    [InlineData(0, null, "r|1|||a|")]
    [InlineData(2, null, "r|1+2|||a|")]
    [InlineData(0, 31L, "r|1@1f|||a|")]
    [InlineData(2, 31L, "r|1+2@1f|||a|")]
    public void Code_OfWhatFewStepsHave_FollowsTheAttemptsBothWays(int compensationAttempts, long? until, string expected)
    {
        var step = new StepTimeline { Name = "a", Ordinal = 3, Status = StepStatus.Running, Attempts = 1, CompensationAttempts = compensationAttempts, Until = until is { } ticks ? _since.AddTicks(ticks) : null };

        var code = StepCode.Of(step, _since.UtcTicks, withName: true, errorLength: 80);

        Assert.Equal(expected, code);
        Assert.Equal(step, StepCode.Read(code, 3, _since.UtcTicks));
    }

    [Theory]
    [InlineData(InterventionAction.Skip, "f|1+2!|||a|")]
    [InlineData(InterventionAction.GiveResult, "f|1+2=|||a|")]
    public void Code_OfWhatWasDoneByHand_SaysSoBothWays(InterventionAction byHand, string expected)
    {
        var step = new StepTimeline { Name = "a", Ordinal = 3, Status = StepStatus.Failed, Attempts = 1, CompensationAttempts = 2, ByHand = byHand };

        var code = StepCode.Of(step, 0, withName: true, errorLength: 80);

        Assert.Equal(expected, code);
        Assert.Equal(step, StepCode.Read(code, 3, 0));
    }

    [Theory]
    [InlineData(true, 8, "f|2|||charge|card ex…")]
    [InlineData(true, 0, "f|2|||charge|")]
    [InlineData(false, 80, "f|2||||card expired")]
    [InlineData(false, 0, "f|2||||")]
    public void Code_InShort_LeavesOutTheNameAndCutsTheError(bool withName, int errorLength, string expected)
    {
        var step = new StepTimeline { Name = "charge", Ordinal = 0, Status = StepStatus.Failed, Attempts = 2, Error = "card expired" };

        Assert.Equal(expected, StepCode.Of(step, 0, withName, errorLength));
    }

    [Theory]
    [InlineData("")]
    [InlineData("s|1|||a")]
    [InlineData("ss|1|||a|")]
    [InlineData("?|1|||a|")]
    [InlineData("s||||a|")]
    [InlineData("s|1+|||a|")]
    [InlineData("s|1@|||a|")]
    public void Read_OfAnotherText_NamesIt(string code)
    {
        var exception = Assert.Throws<FormatException>(() => StepCode.Read(code, 0, 0));

        Assert.Equal($"'{code}' is no step in short.", exception.Message);
    }
}
