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

    [Fact]
    public void Progress_ThatFitsToTheCharacter_IsToldWholeAndOneCharacterMoreShortensItsErrors()
    {
        var rest = JsonSerializer.Serialize(SagaProgress.Of(Timeline([Failed(0, "a", string.Empty)])), SagaJson.History).Length;
        var longest = Failed(0, "a", new string('e', SagaProgress.MaxLength - rest));
        var longer = longest with { Error = $"{longest.Error}e" };

        var (whole, shortened) = (SagaProgress.Of(Timeline([longest])), SagaProgress.Of(Timeline([longer])));

        Assert.Equal(SagaProgress.MaxLength, JsonSerializer.Serialize(whole, SagaJson.History).Length);
        Assert.Equal([longest], whole.Steps);
        Assert.Equal([longer with { Error = $"{new string('e', 79)}…" }], shortened.Steps);
    }

    [Theory]
    [InlineData(20, 40, false, 40, 100)]
    [InlineData(31, 40, false, 40, 80)]
    [InlineData(40, 40, true, 40, 80)]
    [InlineData(80, 40, true, 40, 20)]
    [InlineData(100, 60, true, 60, 0)]
    [InlineData(100, 80, true, 0, 20)]
    public void Progress_OfMoreSteps_LosesErrorsBeforeNames(int steps, int nameLength, bool isInShort, int nameKept, int errorKept)
    {
        var progress = SagaProgress.Of(Timeline([.. Enumerable.Range(0, steps).Select(ordinal => Failed(ordinal, new string('n', nameLength), new string('e', 100)))]));

        var read = SagaProgress.Read(JsonSerializer.Serialize(progress, SagaJson.History))!;

        Assert.Equal((isInShort ? steps : null, isInShort ? 0 : steps), (progress.Codes?.Count, progress.Steps.Count));
        Assert.Equal(Enumerable.Repeat((nameKept, errorKept), steps), read.Steps.Select(step => (step.Name.Length, step.Error?.Length ?? 0)));
    }

    [Fact]
    public void Progress_OfMoreStepsThanAnySagaHas_TellsOfTheSagaAlone()
    {
        var progress = SagaProgress.Of(Timeline([.. Enumerable.Range(0, 1000).Select(ordinal => Failed(ordinal, "a", "e"))]));

        Assert.Equal((SagaStatus.Running, 7, 0, null), (progress.Status, progress.Sequence, progress.Steps.Count, progress.Codes));
    }

    [Fact]
    public void Progress_InShort_CountsMomentsFromTheFirstStepsStart()
    {
        var began = new[] { _began.AddHours(1), _began, _began.AddHours(2) };
        var steps = Enumerable.Range(0, 100).Select(ordinal => Failed(ordinal, new string('n', LongestName), "e") with { StartedAt = ordinal < 3 ? began[ordinal] : null });

        var progress = SagaProgress.Of(Timeline([.. steps]));

        Assert.Equal(_began.UtcTicks, progress.Since);
        Assert.Equal(["861c46800", "0", "10c388d000", ""], progress.Codes!.Take(4).Select(code => code.Split('|')[2]));
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

    private static StepTimeline Failed(int ordinal, string name, string error) => new() { Name = name, Ordinal = ordinal, Status = StepStatus.Failed, Attempts = 1, StartedAt = _began, Error = error };

    private static StepTimeline WithoutTexts(StepTimeline step) => step with { Name = string.Empty, Error = null };

    private static SagaTimeline Timeline(IReadOnlyList<StepTimeline> steps) =>
        new() { Saga = new SagaIdentity("1", "long", Protocol.Saga, 1), Status = SagaStatus.Running, Sequence = 7, Steps = steps };
}
