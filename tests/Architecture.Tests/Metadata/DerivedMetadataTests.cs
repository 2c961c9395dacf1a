using System.Text.Json.Nodes;
using DurableSagas.Architecture.Tests.Builds;
using DurableSagas.Architecture.Tests.Signatures;

namespace DurableSagas.Architecture.Tests.Metadata;

public sealed class DerivedMetadataTests
{
    [Fact]
    public void Metadata_OfTheBuild_IsWhatTheAttributesOfEveryFunctionSay()
    {
        var written = ByName(JsonNode.Parse(File.ReadAllText(Build.App.File("functions.metadata")))!.AsArray().Select(function => function!.AsObject()));

        var derived = ByName(AppFunctions.All.Select(DerivedMetadata.Of));

        Assert.NotEmpty(written);
        Assert.Equal(derived.Keys, written.Keys);
        Assert.Empty(written.Where(function => !JsonNode.DeepEquals(function.Value, derived[function.Key]))
            .Select(function => $"Written by the SDK: {function.Value.ToJsonString()}; the attributes say: {derived[function.Key].ToJsonString()}"));
    }

    [Fact]
    public void Metadata_OfTheBuild_NamesAssembliesThatLieBesideIt()
    {
        var functions = BuiltFunction.Read(File.ReadAllText(Build.App.File("functions.metadata")));

        Assert.All(functions, function => Assert.True(File.Exists(Build.App.File(function.ScriptFile)), $"'{function.Name}' is in '{function.ScriptFile}', which the build does not have."));
    }

    private static SortedDictionary<string, JsonObject> ByName(IEnumerable<JsonObject> functions) =>
        new(functions.ToDictionary(function => (string)function["name"]!), StringComparer.Ordinal);
}
