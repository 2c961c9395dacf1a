using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Timelines;
using DurableSagas.Sagas.Steps;

namespace DurableSagas.Sagas.Tests.Steps;

/// <summary>The row of a step after a result: the orchestrator and the activity fold the same.</summary>
public sealed class StepResultTests
{
    private static readonly DateTimeOffset _began = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(AttemptStatus.Succeeded, 2, StepStatus.Succeeded)]
    [InlineData(AttemptStatus.Refused, 2, StepStatus.Refused)]
    [InlineData(AttemptStatus.Pending, 3, StepStatus.Running)]
    [InlineData(AttemptStatus.Unknown, 2, StepStatus.Running)]
    [InlineData(AttemptStatus.Unknown, 3, StepStatus.Failed)]
    public void Action_OfThreeAttempts_LeavesTheStepAs(AttemptStatus result, int attempt, StepStatus status)
    {
        var after = Result(result, "why").After(Before(StepStatus.Running), StepOperation.Action, attempt, lastOf: 3);

        Assert.Equal((status, attempt), (after.Status, after.Attempts));
    }

    [Theory]
    [InlineData(AttemptStatus.Succeeded, StepStatus.Compensated)]
    [InlineData(AttemptStatus.Refused, StepStatus.Compensating)]
    [InlineData(AttemptStatus.Pending, StepStatus.Compensating)]
    [InlineData(AttemptStatus.Unknown, StepStatus.Compensating)]
    public void Compensation_WithAResult_LeavesTheStepAsAndCountsItsOwnAttempts(AttemptStatus result, StepStatus status)
    {
        var before = Before(StepStatus.Compensating) with { Attempts = 2 };

        var after = Result(result, "why").After(before, StepOperation.Compensation, attempt: 5, lastOf: 10);

        Assert.Equal((status, 2, 5), (after.Status, after.Attempts, after.CompensationAttempts));
    }

    [Theory]
    [InlineData(StepOperation.Action, AttemptStatus.Succeeded, null, null)]
    [InlineData(StepOperation.Action, AttemptStatus.Unknown, "now", "now")]
    [InlineData(StepOperation.Action, AttemptStatus.Pending, null, "before")]
    [InlineData(StepOperation.Compensation, AttemptStatus.Succeeded, null, null)]
    [InlineData(StepOperation.Compensation, AttemptStatus.Pending, null, "before")]
    [InlineData(StepOperation.Compensation, AttemptStatus.Unknown, "now", "now")]
    public void Error_OfTheStep_IsTheLastOneUntilWhatFailedHasWorked(StepOperation operation, AttemptStatus result, string? error, string? expected)
    {
        var after = Result(result, error).After(Before(StepStatus.Running) with { Error = "before" }, operation, attempt: 1, lastOf: 3);

        Assert.Equal(expected, after.Error);
    }

    [Fact]
    public void Moments_OfTheStep_AreItsFirstStartAndItsLastEnd()
    {
        var first = Result(AttemptStatus.Unknown, "why").After(Before(StepStatus.Pending), StepOperation.Action, attempt: 1, lastOf: 3);
        var second = (Result(AttemptStatus.Succeeded, null) with { StartedAt = _began.AddHours(1), FinishedAt = _began.AddHours(2) }).After(first, StepOperation.Action, attempt: 2, lastOf: 3);

        Assert.Equal((_began, _began.AddMinutes(1)), (first.StartedAt, first.FinishedAt));
        Assert.Equal((_began, _began.AddHours(2)), (second.StartedAt, second.FinishedAt));
    }

    private static StepTimeline Before(StepStatus status) => new() { Name = "a", Ordinal = 1, Status = status };

    private static StepResult<string> Result(AttemptStatus status, string? error) => new() { Status = status, Error = error, StartedAt = _began, FinishedAt = _began.AddMinutes(1) };
}
