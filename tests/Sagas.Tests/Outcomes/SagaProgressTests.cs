using System.Text.Json;
using CsCheck;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Definitions.Validation;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Timelines;

namespace DurableSagas.Sagas.Tests.Outcomes;

public sealed class SagaProgressTests
{
    private const int LongestName = 80;

    private static readonly DateTimeOffset _began = new(2026, 1, 1, 0, 0, 0, 123, TimeSpan.Zero);

    private static readonly Gen<StepTimeline> _steps = Gen.Select(
        Gen.Enum<StepStatus>(),
        Gen.Int[0, 1000],
        Gen.Long[-TimeSpan.TicksPerHour, TimeSpan.TicksPerDay * 30].Nullable(),
        Gen.OneOf(Gen.Const((string?)null), Gen.String[0, 1500].Select(text => (string?)text)),
        Gen.Int[1, LongestName],
        (status, attempts, ticks, error, name) => new StepTimeline
        {
            Name = new string('n', name),
            Ordinal = 0,
            Status = status,
            Attempts = attempts,
            StartedAt = ticks is { } started ? _began.AddTicks(started) : null,
            FinishedAt = ticks is > 0 and var finished ? _began.AddTicks(finished + 1) : null,
            Error = error,
        });

    [Fact]
    public void Progress_AnySteps_FitsIntoACustomStatusAndKeepsEveryStatus() => _steps.Array[0, SagaValidator.MaxSteps].Sample(
        steps =>
        {
            StepTimeline[] numbered = [.. steps.Select((step, ordinal) => step with { Ordinal = ordinal })];

            var text = JsonSerializer.Serialize(SagaProgress.Of(Timeline(numbered)), SagaJson.History);
            var read = SagaProgress.Read(text)!;

            Assert.InRange(text.Length, 1, SagaProgress.MaxLength);
            Assert.Equal(numbered.Select(WithoutTexts), read.Steps.Select(WithoutTexts));
            Assert.True(read.Steps.Zip(numbered).All(pair => pair.First.Name.Length == 0 || pair.First.Name == pair.Second.Name));
        },
        iter: 300);

    [Fact]
    public void Progress_HundredStepsWithNamesOfFullLength_LosesNoStatusAttemptOrMoment()
    {
        StepTimeline[] steps = [.. Enumerable.Range(0, SagaValidator.MaxSteps).Select(ordinal => new StepTimeline
        {
            Name = $"{ordinal:D3}{new string('x', LongestName - 3)}",
            Ordinal = ordinal,
            Status = (StepStatus)(ordinal % Enum.GetValues<StepStatus>().Length),
            Attempts = 1000,
            StartedAt = _began.AddTicks(ordinal),
            FinishedAt = _began.AddDays(29).AddTicks(ordinal),
            Error = new string('\u0001', 1500),
        })];

        var text = JsonSerializer.Serialize(SagaProgress.Of(Timeline(steps)), SagaJson.History);

        Assert.InRange(text.Length, 1, SagaProgress.MaxLength);
        Assert.Equal(steps.Select(WithoutTexts), SagaProgress.Read(text)!.Steps.Select(WithoutTexts));
    }

    [Fact]
    public void Progress_FewSteps_KeepsNamesAndErrors()
    {
        StepTimeline[] steps = [new StepTimeline { Name = "a", Ordinal = 0, Status = StepStatus.Failed, Error = "it is | over" }];

        var read = SagaProgress.Read(JsonSerializer.Serialize(SagaProgress.Of(Timeline(steps)), SagaJson.History));

        Assert.Equal(steps, read!.Steps);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("\"half way\"")]
    [InlineData("[1]")]
    [InlineData("{}")]
    [InlineData("not JSON")]
    [InlineData("""{"name":"a","protocol":"saga","version":1,"status":"Running","sequence":1,"steps":[],"codes":["?"]}""")]
    [InlineData("""{"name":"a","protocol":"saga","version":1,"status":"Running","sequence":1,"steps":[],"codes":["s|x||||"]}""")]
    [InlineData("""{"name":"a","protocol":"saga","version":1,"status":"Running","sequence":1,"steps":[],"codes":["s|1|7fffffffffffffff|||"]}""")]
    public void Read_CustomStatusOfAnotherKind_IsNoProgress(string? customStatus) => Assert.Null(SagaProgress.Read(customStatus));

    private static StepTimeline WithoutTexts(StepTimeline step) => step with { Name = string.Empty, Error = null };

    private static SagaTimeline Timeline(IReadOnlyList<StepTimeline> steps) =>
        new() { Saga = new SagaIdentity("1", "long", Protocol.Saga, 1), Status = SagaStatus.Running, Sequence = 7, Steps = steps };
}
