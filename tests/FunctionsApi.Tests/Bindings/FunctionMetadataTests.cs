using System.Text.Json.Nodes;

namespace DurableSagas.FunctionsApi.Tests.Bindings;

public sealed class FunctionMetadataTests
{
    /// <summary>The functions.metadata of an Azure build, artifacts/app/functions.metadata: <c>.ci/run</c> sets it where that build succeeds.</summary>
    private const string OfABuild = "FUNCTIONS_METADATA";

    private static readonly string _recorded = Path.Combine(AppContext.BaseDirectory, "Bindings", "functions.metadata.json");

    [Fact]
    public void Metadata_DerivedFromAttributes_IsWhatMicrosoftsSdkWroteOfEachKindOfFunction()
    {
        var written = Read(_recorded);

        var derived = Derived();

        Assert.NotEmpty(written);
        Assert.Empty(Differences(written, derived));
    }

    [Fact]
    public void Metadata_DerivedFromAttributes_IsTheWholeMetadataOfTheAzureBuild()
    {
        var build = Environment.GetEnvironmentVariable(OfABuild);
        Assert.SkipWhen(build is null, $"{OfABuild} names no functions.metadata: no Azure build was made here, or Microsoft's packages are missing.");
        var written = Read(build);

        var derived = Derived();

        Assert.Equal(written.Keys, derived.Keys);
        Assert.Empty(Differences(written, derived));
    }

    private static SortedDictionary<string, JsonObject> Derived() => ByName(AppFunctions.All.Select(FunctionMetadata.Of));

    private static SortedDictionary<string, JsonObject> Read(string path) => ByName(JsonNode.Parse(File.ReadAllText(path))!.AsArray().Select(function => function!.AsObject()));

    private static SortedDictionary<string, JsonObject> ByName(IEnumerable<JsonObject> functions) =>
        new(functions.ToDictionary(function => (string)function["name"]!), StringComparer.Ordinal);

    private static IEnumerable<string> Differences(SortedDictionary<string, JsonObject> written, SortedDictionary<string, JsonObject> derived) => written
        .Where(function => !JsonNode.DeepEquals(function.Value, derived.GetValueOrDefault(function.Key)))
        .Select(function => $"Written by the SDK: {function.Value.ToJsonString()}; derived: {derived.GetValueOrDefault(function.Key)?.ToJsonString() ?? "nothing"}");
}
