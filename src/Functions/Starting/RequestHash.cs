using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DurableSagas.Functions.Http;

namespace DurableSagas.Functions.Starting;

/// <summary>Tells two bodies apart by what they say, not by how they are spaced or ordered, nor by the digits of their numbers.</summary>
internal static class RequestHash
{
    public static string Of(JsonObject body) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Canonical(body)!.ToJsonString())));

    private static JsonNode? Canonical(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, Canonical(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Canonical)]),
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => JsonNode.Parse(CanonicalNumber.Of(value.ToJsonString())),
        _ => node.DeepClone(),
    };
}
