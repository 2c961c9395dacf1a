using System.Text.Json.Nodes;

namespace DurableSagas.FunctionsApi.Tests.Bindings;

public sealed class FunctionMetadataTests
{
    /// <summary>Names the functions.metadata of an Azure build, artifacts/app/functions.metadata: then every function is compared, else the recorded ones.</summary>
    private const string OfABuild = "FUNCTIONS_METADATA";

    private static readonly string _recorded = Path.Combine(AppContext.BaseDirectory, "Bindings", "functions.metadata.json");

    [Fact]
    public void Metadata_DerivedFromAttributes_IsWhatMicrosoftsSdkWrites()
    {
        var build = Environment.GetEnvironmentVariable(OfABuild);
        var written = ByName(Read(build ?? _recorded));

        var derived = ByName(AppFunctions.All.Select(FunctionMetadata.Of));

        Assert.NotEmpty(written);
        Assert.Empty(written.Keys.Except(derived.Keys));
        Assert.Empty(build is null ? [] : derived.Keys.Except(written.Keys));
        Assert.All(written, function => Assert.True(JsonNode.DeepEquals(function.Value, derived[function.Key]), $"Written by the SDK: {function.Value.ToJsonString()}\nDerived: {derived[function.Key].ToJsonString()}"));
    }

    private static IEnumerable<JsonObject> Read(string path) => JsonNode.Parse(File.ReadAllText(path))!.AsArray().Select(function => function!.AsObject());

    private static SortedDictionary<string, JsonObject> ByName(IEnumerable<JsonObject> functions) =>
        new(functions.ToDictionary(function => (string)function["name"]!), StringComparer.Ordinal);
}
