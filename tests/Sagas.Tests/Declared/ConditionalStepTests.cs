using DurableSagas.Sagas.Declared;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Testing;

namespace DurableSagas.Sagas.Tests.Declared;

/// <summary>Declared steps that run only when something holds, and what may refer to them.</summary>
public sealed class ConditionalStepTests
{
    private readonly Participant _participant = new();

    [Theory]
    [InlineData(700, "score,check,pay")]
    [InlineData(699, "score,pay")]
    public async Task Step_WhoseConditionDoesNotHold_IsSkippedAndAReferenceToItIsNull(int score, string done)
    {
        _participant.Answers["score"] = $$"""{"points":{{score}}}""";

        var outcome = await RunAsync(
            """{"name":"score","participant":"p","action":{"method":"POST","path":"a"}}""",
            """{"name":"check","participant":"p","action":{"method":"POST","path":"b"},"compensation":{"method":"POST","path":"b/undo"},"when":{"value":{"$result":"score#/points"},"atLeast":700}}""",
            """{"name":"pay","participant":"p","action":{"method":"POST","path":"c","body":{"of":{"$result":"check#/id"}}}}""");

        Assert.Equal((SagaStatus.Completed, done), (outcome.Status, string.Join(',', _participant.Done)));
        Assert.Equal(score == 700 ? """{"of":"id-of-check"}""" : """{"of":null}""", _participant.Asked["pay"].Body!.Text);
    }

    [Fact]
    public async Task Step_ThatWasSkipped_IsNotUndone()
    {
        _participant.Answers["score"] = """{"points":1}""";

        var outcome = await RunAsync(
            """{"name":"score","participant":"p","action":{"method":"POST","path":"a"},"compensation":{"method":"POST","path":"a/undo"}}""",
            """{"name":"check","participant":"p","action":{"method":"POST","path":"b"},"compensation":{"method":"POST","path":"b/undo"},"when":{"value":{"$result":"score#/points"},"atLeast":700}}""",
            """{"name":"pay","participant":"p","action":{"method":"POST","path":"c/{score#/nothing}"}}""");

        Assert.Equal((SagaStatus.Compensated, "pay"), (outcome.Status, outcome.Step));
        Assert.Equal(["score", "score/compensation"], _participant.Done);
    }

    private const string Check = """{"name":"check","participant":"p","action":{"method":"POST","path":"b"},"when":{"value":{"$result":"score#/points"},"above":1}}""";

    [Theory]
    [InlineData(null, false)]
    [InlineData("""{"value":{"$result":"check#/id"},"exists":true}""", true)]
    [InlineData("""{"value":{"$result":"check#/id"},"is":"x"}""", true)]
    [InlineData("""{"all":[{"value":{"$result":"score#/points"},"above":5},{"value":{"$result":"check#"},"exists":true}]}""", true)]
    [InlineData("""{"any":[{"value":{"$result":"check#/id"},"is":"x"},{"value":{"$result":"check#/id"},"is":"y"}]}""", true)]
    [InlineData("""{"any":[{"value":{"$result":"check#/id"},"is":"x"},{"value":{"$result":"score#/points"},"above":5}]}""", false)]
    [InlineData("""{"value":{"$result":"check#/id"},"exists":false}""", false)]
    [InlineData("""{"value":{"$result":"check#/id"},"isNot":"x"}""", false)]
    [InlineData("""{"value":{"$result":"score#/points"},"above":1}""", false)]
    // Through another step, which runs only after it.
    [InlineData("""{"value":{"$result":"more#/id"},"exists":true}""", true)]
    public void Path_ToTheResultOfAStepThatMayBeSkipped_NeedsThatResultInItsCondition(string? when, bool isSound)
    {
        var document = Line(
            """{"name":"score","participant":"p","action":{"method":"POST","path":"a"}}""",
            Check,
            """{"name":"more","participant":"p","action":{"method":"POST","path":"m"},"when":{"value":{"$result":"check#/id"},"exists":true}}""",
            $$"""{"name":"pay","participant":"p","action":{"method":"POST","path":"c/{check#/id}"}{{(when is null ? string.Empty : $",\"when\":{when}")}}}""");

        var faults = DeclaredFaults.Of(document, _ => true).Select(fault => $"{fault.Place}: {fault.Fault}");

        string[] expected = ["/steps/3/action/path: A path cannot do without the result of step 'check', which may be missing: let the step run only when it exists. A body can, and then has null."];
        Assert.Equal(isSound ? [] : expected, faults);
    }

    // The pivot's answer has no receipt: the step that would need one is not to run, so nothing was promised.
    [Fact]
    public async Task Answer_WithoutWhatOnlyASkippedStepNeeds_IsFit()
    {
        _participant.Answers["pay"] = """{"paid":true}""";

        var outcome = await RunAsync(
            """{"name":"pay","participant":"p","kind":"pivot","action":{"method":"POST","path":"a"}}""",
            """{"name":"send","participant":"p","kind":"retriable","action":{"method":"POST","path":"b/{pay#/receipt}"},"when":{"value":{"$result":"pay#/receipt"},"exists":true}}""");

        Assert.Equal((SagaStatus.Completed, "pay"), (outcome.Status, string.Join(',', _participant.Done)));
    }

    [Fact]
    public async Task Answer_WithoutWhatAStepNeedsThatIsToRun_IsUnknown()
    {
        _participant.Answers["pay"] = """{"receipt":true}""";

        var outcome = await RunAsync(
            """{"name":"pay","participant":"p","kind":"pivot","action":{"method":"POST","path":"a"},"compensation":{"method":"POST","path":"a/undo"}}""",
            """{"name":"send","participant":"p","kind":"retriable","action":{"method":"POST","path":"b/{pay#/number}"},"when":{"value":{"$result":"pay#/receipt"},"is":true}}""");

        Assert.Equal((SagaStatus.Compensated, "pay"), (outcome.Status, outcome.Step));
        Assert.Equal(["pay", "pay", "pay", "pay/compensation"], _participant.Done);
    }

    [Theory]
    [InlineData("true", SagaStatus.Compensated, "a,a/compensation")]
    [InlineData("false", SagaStatus.Completed, "a,pay")]
    public async Task Pivot_BeforeAStepThatCouldNotBeCalled_DoesNotBeginUnlessThatStepIsNotToRun(string wanted, SagaStatus status, string done)
    {
        _participant.Answers["a"] = $$"""{"wanted":{{wanted}}}""";

        var outcome = await RunAsync(
            """{"name":"a","participant":"p","action":{"method":"POST","path":"a"},"compensation":{"method":"POST","path":"a/undo"}}""",
            """{"name":"pay","participant":"p","kind":"pivot","action":{"method":"POST","path":"b"}}""",
            """{"name":"send","participant":"p","kind":"retriable","action":{"method":"POST","path":"c/{a#/number}"},"when":{"value":{"$result":"a#/wanted"},"is":true}}""");

        Assert.Equal((status, done), (outcome.Status, string.Join(',', _participant.Done)));
    }

    // Whether it is to run hangs on the pivot's own answer: until that is known it may be.
    [Fact]
    public async Task Pivot_BeforeAStepThatCouldNotBeCalledAndMayRun_DoesNotBegin()
    {
        var outcome = await RunAsync(
            """{"name":"a","participant":"p","action":{"method":"POST","path":"a"},"compensation":{"method":"POST","path":"a/undo"}}""",
            """{"name":"pay","participant":"p","kind":"pivot","action":{"method":"POST","path":"b"}}""",
            """{"name":"send","participant":"p","kind":"retriable","action":{"method":"POST","path":"c/{a#/number}"},"when":{"value":{"$result":"pay#/wanted"},"is":true}}""");

        Assert.Equal((SagaStatus.Compensated, "send could not be called: There is no '/number' in the result of step 'a'."), (outcome.Status, outcome.Reason));
        Assert.Equal(["a", "a/compensation"], _participant.Done);
    }

    private async Task<SagaOutcome> RunAsync(params string[] steps)
    {
        await using var host = await Hosts.StartAsync(_participant);
        return await host.OutcomeOfAsync(await host.StartAsync(Line(steps), "tx-1"));
    }

    private static DeclaredTransaction Line(params string[] steps) => Documents.Read($$"""{"protocol":"saga","name":"line","steps":[{{string.Join(',', steps)}}]}""");
}
