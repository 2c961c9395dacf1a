using System.Text.Json.Nodes;
using DurableSagas.Functions.Declared;
using NJsonSchema;

namespace DurableSagas.Functions.Tests.Declared;

public sealed class TransactionSchemaTests
{
    private const string Call = """{"method":"POST","path":"x"}""";

    private static readonly TransactionSchema _schema = new();

    public static TheoryData<string> Sound =>
    [
        $$"""{"protocol":"saga","name":"a","steps":[{"name":"s","participant":"p","action":{{Call}},"compensation":{{Call}},"kind":"Pivot"}]}""",
        $$"""{"protocol":"tcc","name":"a","deadline":"PT1M","reservedFor":"PT1H","branches":[{"name":"s","participant":"p","try":{{Call}},"confirm":{{Call}},"cancel":{{Call}},"confirmRetry":{"maxAttempts":3} }]}""",
        $$"""{"protocol":"2pc","name":"a","prepareWithin":"PT1M","participants":[{"name":"s","participant":"p","prepare":{{Call}},"commit":{{Call}},"abort":{{Call}},"abortRetry":{"maxAttempts":3},"timeout":"PT5S"}]}""",
    ];

    [Theory]
    [MemberData(nameof(Sound))]
    public async Task Document_Sound_HasNoFaultAndFitsThePublishedSchema(string document)
    {
        var published = await JsonSchema.FromJsonAsync(_schema.Text, TestContext.Current.CancellationToken);

        Assert.Empty(await FaultsOfAsync(document));
        Assert.Empty(published.Validate(document));
    }

    [Theory]
    [InlineData("""{"protocol":"sga","name":"a","branches":[]}""", "/branches,/deadline,/protocol,/reservedFor")]
    [InlineData("""{"name":"a"}""", "/protocol,/steps")]
    [InlineData("""{"protocol":"2pc","name":"a","deadline":"PT1M","steps":[]}""", "/deadline,/participants,/prepareWithin,/steps")]
    [InlineData("""{"protocol":"tcc","name":"a","deadline":"PT1M","reservedFor":"1h","branches":[{"name":"s","participant":"p","try":{"method":"GET"}}]}""", "/branches/0/cancel,/branches/0/confirm,/branches/0/try/path,/reservedFor")]
    public async Task Document_Unsound_NamesEachPlaceAndDoesNotFitThePublishedSchema(string document, string places)
    {
        var published = await JsonSchema.FromJsonAsync(_schema.Text, TestContext.Current.CancellationToken);

        var faults = await FaultsOfAsync(document);

        Assert.Equal(places, string.Join(',', faults.Select(fault => fault.Place).Order(StringComparer.Ordinal)));
        Assert.NotEmpty(published.Validate(document));
    }

    [Fact]
    public async Task Protocol_Unknown_NamesAllThree()
    {
        var faults = await FaultsOfAsync("""{"protocol":"xa","name":"a","steps":[]}""");

        Assert.Contains(("/protocol", "Expected one of saga, tcc, 2pc."), faults);
    }

    private static Task<IReadOnlyList<(string Place, string Fault)>> FaultsOfAsync(string document) =>
        _schema.FaultsOfAsync((JsonObject)JsonNode.Parse(document)!, TestContext.Current.CancellationToken);
}
