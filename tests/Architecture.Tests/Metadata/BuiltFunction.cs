using System.Text.Json;
using System.Text.Json.Nodes;

namespace DurableSagas.Architecture.Tests.Metadata;

/// <summary>A function as <c>functions.metadata</c> tells of it.</summary>
internal sealed record BuiltFunction(string Name, string ScriptFile, string EntryPoint, IReadOnlyList<JsonNode> Bindings)
{
    private static readonly JsonSerializerOptions _web = new(JsonSerializerDefaults.Web);

    public static IReadOnlyList<BuiltFunction> Read(string json) => JsonSerializer.Deserialize<IReadOnlyList<BuiltFunction>>(json, _web)!;

    /// <summary>Those of a type, <c>httpTrigger</c> for example.</summary>
    public IEnumerable<JsonNode> Of(string type) => Bindings.Where(binding => (string?)binding["type"] == type);
}
