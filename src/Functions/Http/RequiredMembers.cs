using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace DurableSagas.Functions.Http;

/// <summary>Finds every member that a document must have and has not; the serializer names them by their type, not by their place.</summary>
internal static class RequiredMembers
{
    /// <returns>Paths in the document, as <c>lines[0].quantity</c>.</returns>
    public static IEnumerable<string> MissingFrom(JsonNode? node, JsonTypeInfo type, string path = "") => (node, type.Kind) switch
    {
        (JsonObject members, JsonTypeInfoKind.Object) => type.Properties.SelectMany(property => MissingFrom(members, property, path)),
        (JsonArray items, JsonTypeInfoKind.Enumerable) => items.SelectMany((item, index) => MissingFrom(item, type.Options.GetTypeInfo(type.ElementType!), $"{path}[{index}]")),
        _ => [],
    };

    private static IEnumerable<string> MissingFrom(JsonObject members, JsonPropertyInfo property, string path)
    {
        var place = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
        var member = members.FirstOrDefault(member => string.Equals(member.Key, property.Name, StringComparison.OrdinalIgnoreCase));
        return member.Key is not null ? MissingFrom(member.Value, property.Options.GetTypeInfo(property.PropertyType), place)
            : property.IsRequired ? [place]
            : [];
    }
}
