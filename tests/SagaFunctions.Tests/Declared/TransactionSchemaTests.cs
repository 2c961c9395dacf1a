using System.Text.Json;
using System.Text.Json.Nodes;
using DurableSagas.SagaFunctions.Declared;
using DurableSagas.SagaFunctions.Http.Bodies;
using DurableSagas.Sagas.Declared;
using Json.Schema;

namespace DurableSagas.SagaFunctions.Tests.Declared;

public sealed class TransactionSchemaTests
{
    private const string Call = """{"method":"POST","path":"x"}""";

    private static readonly TransactionSchema _schema = new();
    private static readonly JsonSchema _published = JsonSchema.FromText(_schema.Text, new BuildOptions { SchemaRegistry = new SchemaRegistry() });

    private static readonly string[] _sound =
    [
        $$"""{"protocol":"saga","name":"a","deadline":"PT1M","steps":[{"name":"s","participant":"p","action":{{Call}},"compensation":{{Call}},"kind":"Pivot","retry":{"maxAttempts":3,"firstDelay":"PT1S","backoff":2,"maxDelay":"PT5S"} },{"name":"t","participant":"p","action":{{Call}},"kind":"retriable","after":["s"]}]}""",
        $$"""{"protocol":"saga","name":"a","steps":[{"name":"t","participant":"p","action":{{Call}} },{"name":"s","kind":"Approval","within":"PT1M","after":["t"]}]}""",
        $$"""{"protocol":"saga","name":"a","steps":[{"name":"t","participant":"p","action":{{Call}} },{"name":"s","participant":"p","action":{{Call}},"when":{"all":[{"value":{"$result":"t#/n"},"above":1.5},{"any":[{"value":{"$result":"t#"},"exists":true},{"value":{"$result":"t#/a"},"isNot":{"$result":"t#/b"} },{"value":{"$result":"t#/c"},"is":"text"}]}] } }]}""",
        $$"""{"protocol":"saga","name":"a","version":7,"parameters":{"from":{"type":"string"},"more":{"type":"object","required":false} },"steps":[{"name":"t","participant":"p","action":{{Call}} }]}""",
        $$"""{"protocol":"tcc","name":"a","deadline":"PT1M","reservedFor":"PT1H","branches":[{"name":"s","participant":"p","try":{{Call}},"confirm":{{Call}},"cancel":{{Call}},"confirmRetry":{"maxAttempts":3} }]}""",
        $$"""{"protocol":"2pc","name":"a","prepareWithin":"PT1M","participants":[{"name":"s","participant":"p","prepare":{{Call}},"commit":{{Call}},"abort":{{Call}},"abortRetry":{"maxAttempts":3},"timeout":"PT5S"}]}""",
        $$"""{"protocol":"saga","name":"a","steps":[{"name":"t","kind":"SubSaga","saga":"b","version":2,"request":{"of":7},"after":[]}]}""",
        $$"""{"protocol":"saga","name":"a","steps":[{"name":"s","participant":"p","action":{{Call}},"savePoint":true},{"name":"t","participant":"p","action":{{Call}},"alternatives":[[{"name":"u","participant":"p","action":{{Call}} },{"name":"v","kind":"Approval","within":"PT1M"}]]}]}""",
    ];

    // What a member of any kind may turn out to be.
    private static readonly string[] _strange = ["null", "true", "0", "-1", "1.5", "1e400", "99999999999999999999999999999", "\"\"", "\"x\\n\"", "\"\\u0000\"", "[]", "[null]", "{}", """{"a":null}""", """{"$ref":"#"}"""];

    public static TheoryData<string> Sound => [.. _sound];

    // What a step is compared with may be any text.
    public static TheoryData<string> OfOurTexts => [.. _sound.Where(document => !document.Contains("\"when\"", StringComparison.Ordinal))];

    public static TheoryData<string, string> Strange
    {
        get
        {
            var documents = new TheoryData<string, string>();
            foreach (var (document, strange) in _sound.SelectMany(document => _strange.Select(strange => (document, strange))))
            {
                documents.Add(document, strange);
            }

            return documents;
        }
    }

    [Fact]
    public void Path_WithAUrlInItsQuery_FitsThePublishedSchema()
    {
        var document = _sound[0].Replace("\"path\":\"x\"", "\"path\":\"notify?back=https://shop/x\"", StringComparison.Ordinal);

        Assert.Empty(FaultsOf(document));
        Assert.True(Fits(document));
    }

    [Theory]
    [MemberData(nameof(Sound))]
    public void Document_Sound_HasNoFaultAndFitsThePublishedSchema(string document)
    {
        Assert.Empty(FaultsOf(document));
        Assert.True(Fits(document));
    }

    [Theory]
    [InlineData("""{"protocol":"sga","name":"a","branches":[]}""", "/branches,/deadline,/protocol,/reservedFor")]
    [InlineData("""{"name":"a"}""", "/protocol,/steps")]
    [InlineData("""{"protocol":"2pc","name":"a","deadline":"PT1M","steps":[]}""", "/deadline,/participants,/prepareWithin,/steps")]
    [InlineData("""{"protocol":"tcc","name":"a","deadline":"PT1M","reservedFor":"1h","branches":[{"name":"s","participant":"p","try":{"method":"GET"}}]}""", "/branches/0/cancel,/branches/0/confirm,/branches/0/try/path,/reservedFor")]
    [InlineData("""{"protocol":"saga","name":"a","steps":[null]}""", "/steps/0")]
    [InlineData("""{"protocol":"saga","name":"a","steps":[{"name":"s","kind":"approval","participant":"p","action":{}}]}""", "/steps/0/action,/steps/0/participant,/steps/0/within")]
    [InlineData("""{"protocol":"saga","name":"a","steps":[{"name":"s","kind":"Approval","within":"1h"},{"name":"t","within":"PT1H"}]}""", "/steps/0/within,/steps/1/action,/steps/1/participant,/steps/1/within")]
    [InlineData("""{"protocol":"saga","name":"a","steps":[{"name":"s","kind":"approval","within":"PT1H","when":{"value":"x","above":"1","or":1}},{"name":"t","kind":"approval","within":"PT1H","when":{"all":[{}]}}]}""", "/steps/0/when,/steps/0/when/above,/steps/0/when/or,/steps/0/when/value,/steps/1/when/all/0")]
    public void Document_Unsound_NamesEachPlaceAndDoesNotFitThePublishedSchema(string document, string places)
    {
        Assert.Equal(places, string.Join(',', FaultsOf(document).Select(fault => fault.Place).Order(StringComparer.Ordinal)));
        Assert.False(Fits(document));
    }

    [Fact]
    public void Faults_OfEveryKind_SayWhatIsExpected()
    {
        var faults = FaultsOf($$"""{"protocol":"xa","name":"A","more":1,"steps":[{"name":"s","participant":"p","retry":{"maxAttempts":1001} }]}""");

        Assert.Equal(
            [
                ("/more", "There is no such field here."),
                ("/name", "Expected text that matches ^[a-z0-9]+(-[a-z0-9]+)*$(?!\\n)"),
                ("/protocol", "Expected one of saga, tcc, 2pc."),
                ("/steps/0/action", "'action' is missing."),
                ("/steps/0/retry/maxAttempts", "1001 should be at most 1000."),
            ],
            faults.OrderBy(fault => fault.Place, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("3.0")]
    [InlineData("3e0")]
    [InlineData("0.3e1")]
    public void WholeNumber_HoweverItIsWritten_IsOne(string number)
    {
        var document = _sound[4].Replace("\"maxAttempts\":3", $"\"maxAttempts\":{number}", StringComparison.Ordinal);

        Assert.Empty(FaultsOf(document));
        Assert.Equal(3, Bind(document).Branches![0].ConfirmRetry!.MaxAttempts);
    }

    // The published schema and the one that validates say the same, and what they accept can be read and judged.
    [Theory]
    [MemberData(nameof(Strange))]
    public void Document_WithAStrangeValueAnywhere_IsRefusedOrCanBeRead(string document, string strange)
    {
        foreach (var changed in Changed(JsonNode.Parse(document)!, strange))
        {
            var faults = FaultsOf(changed);

            Assert.Equal(Fits(changed), faults.Count == 0);
            if (faults.Count == 0)
            {
                _ = DeclaredFaults.Of(Bind(changed), _ => true);
            }
        }
    }

    // In .NET $ also matches before a line feed at the end.
    [Theory]
    [MemberData(nameof(OfOurTexts))]
    public void Text_WithALineFeedAtItsEnd_IsRefusedWhereverItStands(string document)
    {
        var texts = Places(JsonNode.Parse(document)!).Where(place => place.Node is JsonValue value && value.GetValueKind() == JsonValueKind.String).Select(place => place.Node!.GetValue<string>()).Distinct().ToArray();

        Assert.All(texts, text => Assert.NotEmpty(FaultsOf(document.Replace($"\"{text}\"", $"\"{text}\\n\"", StringComparison.Ordinal))));
    }

    private static IEnumerable<string> Changed(JsonNode document, string strange)
    {
        foreach (var place in Places(document).Skip(1).Select(place => place.Path).ToArray())
        {
            var copy = document.DeepClone();
            var changed = Places(copy).Single(candidate => candidate.Path == place).Node!;
            changed.ReplaceWith(JsonNode.Parse(strange));
            yield return copy.ToJsonString();
        }
    }

    private static IEnumerable<(string Path, JsonNode? Node)> Places(JsonNode? node) =>
    [
        (node!.GetPath(), node),
        .. node switch
        {
            JsonObject members => members.SelectMany(member => Places(member.Value)),
            JsonArray items => items.SelectMany(Places),
            _ => [],
        },
    ];

    private static IReadOnlyList<(string Place, string Fault)> FaultsOf(string document) => _schema.FaultsOf(JsonElement.Parse(document));

    private static DeclaredTransaction Bind(string document) => (DeclaredTransaction)RequestBody.Bind(JsonElement.Parse(document), typeof(DeclaredTransaction));

    private static bool Fits(string document)
    {
        using var judged = JsonDocument.Parse(document);
        return _published.Evaluate(judged.RootElement).IsValid;
    }
}
