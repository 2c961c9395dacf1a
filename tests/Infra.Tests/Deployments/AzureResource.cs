using System.Text.Json.Nodes;

namespace DurableSagas.Infra.Tests.Deployments;

/// <summary>A resource that a deployment makes.</summary>
internal sealed record AzureResource(JsonObject Json)
{
    public string Type => (string)Json["type"]!;

    public string Id => (string)Json["id"]!;

    /// <summary>The last part of its name: a child's name begins with its parents'.</summary>
    public string Name => ((string)Json["name"]!).Split('/')[^1];

    /// <summary>A value by its path, such as 'properties.runtime.version'.</summary>
    public string? this[string path] =>
        path.Split('.').Aggregate((JsonNode?)Json, (node, part) => node is JsonArray list ? list[int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)] : node?[part])?.ToString();

    public JsonObject Properties => (JsonObject)Json["properties"]!;
}
