using DurableSagas.Sagas.Declared;
using DurableSagas.Sagas.Declared.Parts;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.TwoPhaseCommit;
using DurableSagas.Testing;

namespace DurableSagas.Sagas.Tests.Declared;

/// <summary>Answers that are fit each by itself, and together make a call that may not be made: it shows before nothing can be undone any more.</summary>
public sealed class PointOfNoReturnTests
{
    // One dot is an id like others; two of them lead to the folder above.
    private const string Dot = """{"id":".","vote":"Commit"}""";

    private static readonly string LongId = $$"""{"id":"{{new string('汉', 256)}}"}""";

    private readonly Participant _participant = new();

    [Fact]
    public async Task TwoPhase_ACommitThatCouldNotBeCalled_IsFoundBeforeTheDecision()
    {
        (_participant.Answers["from/prepare"], _participant.Answers["to/prepare"]) = (Dot, Dot);
        var (from, to) = (Documents.TwoPhase.Participants![0] with { Commit = new DeclaredCall("PUT", "locks") }, Documents.TwoPhase.Participants[1]);

        var outcome = await RunAsync(Documents.TwoPhase with { Participants = [from, to with { Commit = new DeclaredCall("PUT", "locks/{from#/id}{to#/id}/commit") }] });

        Assert.Equal((SagaStatus.Compensated, Decision.Abort), (outcome.Status, _participant.DecisionOf("tx-1")));
        Assert.Equal("to/commit could not be called: 'locks/{from#/id}{to#/id}/commit' must not lead out of the participant's base URL, also not by what it refers to.", outcome.Reason);
        Assert.Equal(["from/abort", "to/abort"], _participant.Done.Where(activity => activity.EndsWith("/abort", StringComparison.Ordinal) && !activity.StartsWith("RecordDecision", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public async Task Tcc_AConfirmThatCouldNotBeCalled_IsFoundBeforeTheFirst()
    {
        (_participant.Answers["flight/try"], _participant.Answers["hotel/try"]) = (Dot, Dot);
        var (flight, hotel) = (Documents.Tcc.Branches![0] with { Confirm = new DeclaredCall("PUT", "seats") }, Documents.Tcc.Branches[1]);

        var outcome = await RunAsync(Documents.Tcc with { Branches = [flight, hotel with { Confirm = new DeclaredCall("PUT", "rooms/{hotel#/id}{flight#/id}") }] });

        Assert.Equal((SagaStatus.Compensated, "flight/confirm"), (outcome.Status, outcome.Step));
        Assert.Equal(["flight/cancel", "hotel/cancel"], _participant.Done.Where(activity => !activity.EndsWith("/try", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public async Task Saga_ARetriableStepThatCouldNotBeCalled_IsFoundBeforeThePivot()
    {
        (_participant.Answers["a"], _participant.Answers["b"]) = (Dot, Dot);

        var outcome = await RunAsync(Documents.Read(
            """
            {"protocol":"saga","name":"line","steps":[
              {"name":"a","participant":"p","action":{"method":"POST","path":"a"},"compensation":{"method":"POST","path":"a/undo"}},
              {"name":"b","participant":"p","action":{"method":"POST","path":"b"},"compensation":{"method":"POST","path":"b/undo"}},
              {"name":"c","participant":"p","kind":"pivot","action":{"method":"POST","path":"c"}},
              {"name":"d","participant":"p","kind":"retriable","action":{"method":"POST","path":"d/{a#/id}{b#/id}/{c#/id}"}}]}
            """));

        Assert.Equal((SagaStatus.Compensated, "c"), (outcome.Status, outcome.Step));
        Assert.Equal(["a", "b", "b/compensation", "a/compensation"], _participant.Done);
    }

    [Fact]
    public async Task Saga_AStepWhoseCompensationCouldNotBeCalled_IsNotBegun()
    {
        _participant.Answers["a"] = """{"number":7}""";

        var outcome = await RunAsync(Documents.Read(
            """
            {"protocol":"saga","name":"line","steps":[
              {"name":"a","participant":"p","action":{"method":"POST","path":"a"},"compensation":{"method":"POST","path":"a/undo"}},
              {"name":"b","participant":"p","action":{"method":"POST","path":"b"},"compensation":{"method":"POST","path":"b/{a#/id}/undo"}}]}
            """));

        Assert.Equal((SagaStatus.Compensated, "b", "Its compensation could not be called: There is no '/id' in the result of step 'a'."), (outcome.Status, outcome.Step, outcome.Reason));
        Assert.Equal(["a", "a/compensation"], _participant.Done);
    }

    [Fact]
    public async Task Saga_APivotsAnswerWithWhichARetriableStepCouldNotBeCalled_IsUnknown()
    {
        _participant.Answers["c"] = """{"number":7}""";

        var outcome = await RunAsync(Documents.Read(
            """
            {"protocol":"saga","name":"line","steps":[
              {"name":"c","participant":"p","kind":"pivot","action":{"method":"POST","path":"c"},"compensation":{"method":"POST","path":"c/undo"}},
              {"name":"d","participant":"p","kind":"retriable","action":{"method":"POST","path":"d/{c#/id}"}}]}
            """));

        Assert.Equal((SagaStatus.Compensated, "c"), (outcome.Status, outcome.Step));
        Assert.Equal(["c", "c", "c", "c/compensation"], _participant.Done);
    }

    public static TheoryData<string, string, string> TogetherTooMuch { get; } = new()
    {
        { "dots", Dot, "\"path\":\"d/{a#/id}{c#/id}\"" },
        { "long path", LongId, "\"path\":\"d/{a#/id}{c#/id}\"" },
        { "large body", $"{{\"id\":\"{new string('x', 130 * 1024)}\"}}", "\"path\":\"d\",\"body\":[{\"$result\":\"a#\"},{\"$result\":\"c#\"}]" },
    };

    [Theory]
    [MemberData(nameof(TogetherTooMuch))]
    public async Task Saga_APivotsAnswerThatIsUnfitBesideAnEarlierResult_IsUnknown(string what, string answer, string call)
    {
        (_participant.Answers["a"], _participant.Answers["c"]) = (answer, answer);

        var outcome = await RunAsync(Line(
            """{"name":"a","participant":"p","action":{"method":"POST","path":"a"},"compensation":{"method":"POST","path":"a/undo"}}""",
            """{"name":"c","participant":"p","kind":"pivot","action":{"method":"POST","path":"c"},"compensation":{"method":"POST","path":"c/undo"}}""",
            $$$"""{"name":"d","participant":"p","kind":"retriable","action":{"method":"POST",{{{call}}}}}"""));

        Assert.True((SagaStatus.Compensated, "c") == (outcome.Status, outcome.Step), $"{what}: {outcome}");
        Assert.Equal(["a", "c", "c", "c", "c/compensation", "a/compensation"], _participant.Done);
    }

    [Fact]
    public async Task Saga_ARetriableStepsAnswerThatIsUnfitForALaterOne_IsAskedForAgain()
    {
        _participant.Answers["d"] = Dot;
        _participant.Answers["c"] = Dot;

        var stuck = await Assert.ThrowsAsync<SagaStuckException>(() => RunAsync(Line(
            """{"name":"c","participant":"p","kind":"pivot","action":{"method":"POST","path":"c"}}""",
            """{"name":"d","participant":"p","kind":"retriable","action":{"method":"POST","path":"d"},"retry":{"maxAttempts":2}}""",
            """{"name":"e","participant":"p","kind":"retriable","action":{"method":"POST","path":"e/{c#/id}{d#/id}"}}""")));

        Assert.Matches(@"d failed its last attempt, number 2 \(Unknown, [^)]+\): Participant 'p' answered Action in a way in which Action could not be called", stuck.Message);
        Assert.Equal(["c", "d", "d"], _participant.Done);
    }

    [Fact]
    public async Task Saga_APlainStepsAnswerWithWhichItCouldNotBeUndone_IsUnknownAtOnce()
    {
        _participant.Answers["b"] = LongId;

        var stuck = await Assert.ThrowsAsync<SagaStuckException>(() => RunAsync(Line(
            """{"name":"b","participant":"p","action":{"method":"POST","path":"b"},"compensation":{"method":"POST","path":"x/{b#/id}{b#/id}"}}""",
            """{"name":"c","participant":"p","action":{"method":"POST","path":"c"}}""")));

        Assert.Contains("b/compensation failed", stuck.Message, StringComparison.Ordinal);
        Assert.Equal(["b", "b", "b"], _participant.Done);
    }

    private static DeclaredTransaction Line(params string[] steps) => Documents.Read($$"""{"protocol":"saga","name":"line","steps":[{{string.Join(',', steps)}}]}""");

    private async Task<SagaOutcome> RunAsync(DeclaredTransaction document)
    {
        await using var host = await Hosts.StartAsync(_participant);
        return await host.OutcomeOfAsync(await host.StartAsync(document, "tx-1"));
    }
}
