using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using DurableSagas.Sagas.Declared;
using DurableSagas.Sagas.Declared.Parts;
using DurableSagas.Sagas.Declared.Planning;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Json;

namespace DurableSagas.Sagas.Tests.Declared;

/// <summary>What is said of a document that is wrong in one place, and where it stands.</summary>
public sealed class DeclaredFaultTextsTests
{
    private static readonly string _deep = $$"""{"a":0,"b":[{{string.Concat(Enumerable.Repeat("{\"b\":", 21))}}{}{{string.Concat(Enumerable.Repeat(",\"c\":0}", 21))}},1]}""";

    private const string Saga = """
        {"protocol":"saga","name":"line","steps":[
          {"name":"a","participant":"p","action":{"method":"POST","path":"a"},"compensation":{"method":"POST","path":"a/undo"}},
          {"name":"b","participant":"p","action":{"method":"POST","path":"b"}}]}
        """;

    /// <summary>A document, the member that is set and its new value, and the fault with its place; null when there is none.</summary>
    public static TheoryData<string, string, string, string?> Faults => new()
    {
        { "saga", "steps/0/timeout", "\"soon\"", "/steps/0/timeout: 'soon' is no ISO 8601 duration, such as PT30S." },
        { "saga", "steps/0/timeout", "\"P99999999999D\"", "/steps/0/timeout: 'P99999999999D' is no ISO 8601 duration, such as PT30S." },
        { "saga", "steps/0/retry", """{"firstDelay":"PT0S"}""", "/steps/0/retry/firstDelay: 'PT0S' must be positive and 30 days at most." },
        { "saga", "steps/0/compensationRetry", """{"maxDelay":"-PT1S"}""", "/steps/0/compensationRetry/maxDelay: '-PT1S' must be positive and 30 days at most." },
        { "saga", "deadline", "\"P30D\"", null },
        { "saga", "deadline", "\"P30DT1S\"", "/deadline: 'P30DT1S' must be positive and 30 days at most." },
        { "tcc", "branches/1/retry", """{"firstDelay":"x"}""", "/branches/1/retry/firstDelay: 'x' is no ISO 8601 duration, such as PT30S." },
        { "tcc", "branches/1/confirmRetry", """{"firstDelay":"x"}""", "/branches/1/confirmRetry/firstDelay: 'x' is no ISO 8601 duration, such as PT30S." },
        { "tcc", "branches/1/cancelRetry", """{"maxDelay":"x"}""", "/branches/1/cancelRetry/maxDelay: 'x' is no ISO 8601 duration, such as PT30S." },
        { "tcc", "reservedFor", "\"x\"", "/reservedFor: 'x' is no ISO 8601 duration, such as PT30S." },
        { "2pc", "participants/1/retry", """{"firstDelay":"x"}""", "/participants/1/retry/firstDelay: 'x' is no ISO 8601 duration, such as PT30S." },
        { "2pc", "participants/1/commitRetry", """{"firstDelay":"x"}""", "/participants/1/commitRetry/firstDelay: 'x' is no ISO 8601 duration, such as PT30S." },
        { "2pc", "participants/1/abortRetry", """{"maxDelay":"x"}""", "/participants/1/abortRetry/maxDelay: 'x' is no ISO 8601 duration, such as PT30S." },
        { "2pc", "prepareWithin", "\"PT0S\"", "/prepareWithin: 'PT0S' must be positive and 30 days at most." },
        { "2pc", "participants/0/locks", $"\"{new string('x', 257)}\"", "/participants/0/locks: Expected 256 characters at most." },
        { "saga", "steps/0/participant", "\"nobody\"", "/steps/0/participant: No participant 'nobody' is registered." },
        { "saga", "name", "\"A\"", "/name: The name is 'A'; it must be lower-case words of letters and digits joined by hyphens, 64 characters at most." },
        { "saga", "steps", "[]", "/steps: There are 0 steps; there must be 1 to 100." },
        { "saga", "steps", "null", "/steps: There are 0 steps; there must be 1 to 100." },
        { "tcc", "branches", "null", "/branches: There are 0 steps; there must be 1 to 100." },
        { "saga", "steps/0/retry", """{"maxAttempts":1000,"maxDelay":"P1D"}""", "/steps/0: Step 'a': 1000 attempts of up to 00:00:30, with pauses from 00:00:01 to 1.00:00:00 between them, take up to 999.08:20:00 in all; 30.00:00:00 are allowed. Lower MaxAttempts, the pauses or the time-out." },
        { "2pc", "participants/0/retry", """{"maxAttempts":1000,"maxDelay":"P1D"}""", null },
        { "saga", "steps/0/action/body", _deep, null },
        { "saga", "steps/0/action/body", $"{{\"z\":{_deep}}}", "/steps/0/action/body: A body may have 24 levels." },
        { "saga", "steps/0/action/body", """{"$result":"a"}""", "/steps/0/action/body: Expected a reference such as 'step#/json/pointer', or a parameter's name." },
        { "saga", "steps/0/action/path", "\"x/{b#/id}\"", "/steps/0/action/path: Step 'a' cannot refer to the result of 'b', which is no step that always comes before it." },
        { "saga", "steps/0/compensation/path", "\"x/{a#/id}\"", null },
        { "saga", "steps/1/action/path", "\"x/{b#/id}\"", "/steps/1/action/path: Step 'b' cannot refer to the result of 'b', which is no step that always comes before it." },
        { "tcc", "branches/0/cancel/path", "\"x/{flight#/id}\"", "/branches/0/cancel/path: Cancel may be needed when the answer of 'flight' is unknown: its path cannot refer to it; its body can, and then has null." },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Document_WrongInOnePlace_SaysWhatAndWhere(string protocol, string member, string value, string? fault)
    {
        var document = JsonNode.Parse(protocol switch { "tcc" => Text(Documents.Tcc), "2pc" => Text(Documents.TwoPhase), _ => Saga })!;
        Set(document, member, value);

        var faults = DeclaredFaults.Of(Documents.Read(document.ToJsonString()), name => name != "nobody").Select(found => $"{found.Place}: {found.Fault}");

        Assert.Equal(fault is null ? [] : [fault], faults);
    }

    [Theory]
    [InlineData("saga", "/steps")]
    [InlineData("tcc", "/branches")]
    [InlineData("2pc", "/participants")]
    public void Document_OfMorePartsThanAreAllowed_SaysHowMany(string protocol, string place)
    {
        var document = protocol switch
        {
            "tcc" => Documents.Tcc with { Branches = [.. Enumerable.Range(0, 101).Select(number => Documents.Tcc.Branches![1] with { Name = $"b{number}" })] },
            "2pc" => Documents.TwoPhase with { Participants = [.. Enumerable.Range(0, 101).Select(number => Documents.TwoPhase.Participants![1] with { Name = $"b{number}" })] },
            _ => new DeclaredTransaction(Protocol.Saga, "line", [.. Enumerable.Range(0, 101).Select(number => new DeclaredStep($"b{number}", "p", new DeclaredCall("POST", "x")))]),
        };

        Assert.Equal([(place, "There are 101 of them; 100 are allowed.")], DeclaredFaults.Of(document, _ => true));
    }

    [Fact]
    public void Example_OfTheContract_IsADocumentWithoutFaults()
    {
        Assert.Empty(DeclaredFaults.Of(DeclaredTransaction.Example, name => name == "bank"));
        Assert.Equivalent(
            Documents.Read(
                """
                {"protocol":"saga","name":"transfer","deadline":"PT1H","steps":[
                  {"name":"take","participant":"bank","action":{"method":"POST","path":"accounts/1/withdraw"},"compensation":{"method":"POST","path":"accounts/1/withdraw/undo"}},
                  {"name":"give","participant":"bank","kind":"retriable","action":{"method":"POST","path":"accounts/2/deposit"}}]}
                """),
            DeclaredTransaction.Example,
            strict: true);
    }

    [Fact]
    public void Deadline_OfADocument_EndsAttemptsThatWouldTakeTooLong()
    {
        var document = JsonNode.Parse(Saga)!;
        Set(document, "steps/0/retry", """{"maxAttempts":1000,"maxDelay":"P1D"}""");
        Set(document, "deadline", "\"PT1H\"");

        var read = Documents.Read(document.ToJsonString());

        Assert.Empty(DeclaredFaults.Of(read, _ => true));
        Assert.Equal((TimeSpan.FromHours(1), TimeSpan.FromHours(8)), (DeclaredSaga.DefinitionOf(read).Deadline, DeclaredSaga.DefinitionOf(Documents.TwoPhase).Deadline));
    }

    [Fact]
    public void Plan_OfATwoPhaseCommit_HasThePolicyOfEachOperation()
    {
        var document = JsonNode.Parse(Text(Documents.TwoPhase))!;
        Set(document, "participants/0/retry", """{"maxAttempts":2}""");
        Set(document, "participants/0/commitRetry", """{"maxAttempts":4}""");
        Set(document, "participants/0/abortRetry", """{"maxAttempts":5}""");

        var steps = DeclaredPlan.Of(Documents.Read(document.ToJsonString())).Select(step => step.Definition).ToArray();

        Assert.Equal([AttemptPolicy.Forward with { MaxAttempts = 2 }, AttemptPolicy.Forward, AttemptPolicy.Patient, AttemptPolicy.Patient with { MaxAttempts = 4 }, AttemptPolicy.Patient], steps.Select(step => step.Attempts));
        Assert.Equal(AttemptPolicy.Patient with { MaxAttempts = 5 }, steps[0].CompensationAttempts);
    }

    private static string Text(DeclaredTransaction document) => JsonSerializer.Serialize(document, SagaJson.Options);

    private static void Set(JsonNode document, string member, string value)
    {
        var path = member.Split('/');
        var parent = path[..^1].Aggregate(document, (node, name) => node is JsonArray array ? array[int.Parse(name, CultureInfo.InvariantCulture)]! : node[name]!);
        parent[path[^1]] = JsonNode.Parse(value);
    }
}
