using System.Text.Json;
using DurableSagas.Sagas.Declared;
using DurableSagas.Sagas.Declared.Parts;
using DurableSagas.Sagas.Declared.Planning;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Json;

namespace DurableSagas.Sagas.Tests.Declared;

public sealed class DeclaredPolicyTests
{
    private static readonly AttemptPolicy _standard = new() { MaxAttempts = 4, FirstDelay = TimeSpan.FromSeconds(2), Backoff = 3, MaxDelay = TimeSpan.FromMinutes(1), Timeout = TimeSpan.FromSeconds(30), PendingFor = TimeSpan.FromHours(5) };

    [Fact]
    public void Policy_WithNothingSaid_IsTheStandard()
    {
        Assert.Equal(_standard, Of(null, null));
        Assert.Equal(_standard, Of(new DeclaredRetry(), null));
    }

    [Fact]
    public void Policy_WithEverythingSaid_IsAsItWasSaid()
    {
        var policy = Of(new DeclaredRetry(MaxAttempts: 7, FirstDelay: "PT5S", Backoff: 1.5, MaxDelay: "PT2M"), "PT10S");

        Assert.Equal(_standard with { MaxAttempts = 7, FirstDelay = TimeSpan.FromSeconds(5), Backoff = 1.5, MaxDelay = TimeSpan.FromMinutes(2), Timeout = TimeSpan.FromSeconds(10) }, policy);
    }

    [Theory]
    [InlineData("PT30S", null, 60)]
    [InlineData("PT1M", null, 60)]
    [InlineData("PT5M", null, 300)]
    [InlineData("PT5M", "PT2M", 120)]
    [InlineData(null, "PT1S", 1)]
    public void LongestPause_LeftOut_IsNoShorterThanTheFirst(string? first, string? longest, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Of(new DeclaredRetry(FirstDelay: first, MaxDelay: longest), null).MaxDelay);

    [Fact]
    public void Plan_OfASaga_HasEachStepWithItsCallsAndPolicies()
    {
        var plan = DeclaredPlan.Of(Documents.Read(
            """
            {"protocol":"saga","name":"line","steps":[
              {"name":"a","participant":"p","timeout":"PT9S","retry":{"maxAttempts":2},"compensationRetry":{"maxAttempts":3.0},"action":{"method":"POST","path":"a"},"compensation":{"method":"POST","path":"a/undo"}},
              {"name":"b","participant":"p","kind":"pivot","action":{"method":"POST","path":"b"}},
              {"name":"c","participant":"p","kind":"retriable","after":["b","a"],"action":{"method":"POST","path":"c"}}]}
            """));

        var timeout = TimeSpan.FromSeconds(9);
        Assert.Equal([[], ["a"], ["b", "a"]], plan.Select(step => step.Definition.After));
        Assert.Equal([["a", "a/compensation"], ["b"], ["c"]], plan.Select(step => step.Definition.Activities));
        Assert.Equal([["/steps/0/action", "/steps/0/compensation"], ["/steps/1/action"], ["/steps/2/action"]], plan.Select(step => step.Calls.Select(call => call.Place)));
        Assert.Equal(["a", "b", "c"], plan.Select(step => step.ResultName));
        Assert.Equal([AttemptPolicy.Forward with { MaxAttempts = 2, Timeout = timeout }, AttemptPolicy.Forward, AttemptPolicy.Patient], plan.Select(step => step.Definition.Attempts));
        Assert.Equal([AttemptPolicy.Patient with { MaxAttempts = 3, Timeout = timeout }, AttemptPolicy.Patient, AttemptPolicy.Patient], plan.Select(step => step.Definition.CompensationAttempts));
    }

    [Fact]
    public void Plan_OfATwoPhaseCommit_HasVotersTheDecisionAndCommits()
    {
        var plan = DeclaredPlan.Of(Documents.TwoPhase);

        Assert.Equal(["from/prepare", "to/prepare", "RecordDecision", "from/commit", "to/commit"], plan.Select(step => step.Definition.Name));
        Assert.Equal(["from", "to", null, null, null], plan.Select(step => step.ResultName));
        Assert.Equal(
            [["/participants/0/prepare", "/participants/0/abort"], ["/participants/1/prepare", "/participants/1/abort"], [], ["/participants/0/commit"], ["/participants/1/commit"]],
            plan.Select(step => step.Calls.Select(call => call.Place)));
        Assert.Equal(["from", "to", null, "from", "to"], plan.Select(step => step.Part?.Name));
    }

    [Theory]
    [InlineData("PT29S", 29)]
    [InlineData("PT31S", 30)]
    public void Plan_OfVotersInAHurry_AwaitsNoPrepareLongerThanTheVotes(string within, int seconds)
    {
        var plan = DeclaredPlan.Of(Documents.TwoPhase with { PrepareWithin = within });

        Assert.Equal(TimeSpan.FromSeconds(seconds), plan[0].Definition.Attempts.Timeout);
        Assert.Equal(TimeSpan.FromSeconds(30), plan[3].Definition.Attempts.Timeout);
    }

    [Theory]
    [InlineData("3", 3)]
    [InlineData("3.0", 3)]
    [InlineData("3e0", 3)]
    [InlineData("-2147483648", int.MinValue)]
    [InlineData("2147483647", int.MaxValue)]
    public void WholeNumber_HoweverItIsWritten_IsRead(string number, int expected) => Assert.Equal(expected, RetryOf(number).MaxAttempts);

    [Theory]
    [InlineData("3.5")]
    [InlineData("\"3\"")]
    [InlineData("2147483648")]
    [InlineData("-2147483649")]
    [InlineData("1e99")]
    public void WholeNumber_ThatIsNone_IsRefused(string number)
    {
        var refused = Assert.Throws<JsonException>(() => RetryOf(number));

        Assert.StartsWith("Expected a whole number.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WholeNumber_Written_IsADigitsOnlyNumber() =>
        Assert.Contains("\"maxAttempts\":3,", JsonSerializer.Serialize(new DeclaredRetry(MaxAttempts: 3), SagaJson.Options), StringComparison.Ordinal);

    private static AttemptPolicy Of(DeclaredRetry? retry, string? timeout) =>
        DeclaredPolicy.Of(new DeclaredPart("/steps/0", "a", "p", timeout, new Dictionary<string, DeclaredCall>(), retry is null ? new() : new Dictionary<string, DeclaredRetry> { ["retry"] = retry }), "retry", _standard);

    private static DeclaredRetry RetryOf(string number) => JsonSerializer.Deserialize<DeclaredRetry>($$"""{"maxAttempts":{{number}}}""", SagaJson.Options)!;
}
