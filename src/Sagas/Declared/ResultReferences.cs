using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace DurableSagas.Sagas.Declared;

/// <summary>References to earlier results, in bodies <c>{"$result":"reserve#/id"}</c>, in paths <c>orders/{reserve#/id}</c>.</summary>
public static partial class ResultReferences
{
    private const string Member = "$result";

    /// <summary>Every reference in a call, with the JSON pointer of where it stands; the reference is null when it cannot be read.</summary>
    public static IEnumerable<(string Place, ResultReference? Reference)> In(DeclaredCall call, string place)
    {
        foreach (Match match in Places().Matches(call.Path))
        {
            yield return ($"{place}/path", ResultReference.Parse(match.Groups[1].Value));
        }

        foreach (var found in call.Body is { } body ? In(JsonNode.Parse(body.GetRawText()), $"{place}/body") : [])
        {
            yield return found;
        }
    }

    internal static string Resolve(string path, IReadOnlyDictionary<string, JsonElement> results) => Places().Replace(path, match =>
    {
        var value = ValueOf(ResultReference.Parse(match.Groups[1].Value)!, results);
        return Uri.EscapeDataString(value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText());
    });

    internal static JsonElement Resolve(JsonElement body, IReadOnlyDictionary<string, JsonElement> results) =>
        JsonSerializer.SerializeToElement(Resolve(JsonNode.Parse(body.GetRawText()), results), SagaJson.Options);

    private static JsonNode? Resolve(JsonNode? node, IReadOnlyDictionary<string, JsonElement> results) => node switch
    {
        JsonObject reference when ReferenceText(reference) is { } text => JsonNode.Parse(ValueOf(ResultReference.Parse(text)!, results).GetRawText()),
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Resolve(member.Value, results)))),
        JsonArray items => new JsonArray([.. items.Select(item => Resolve(item, results))]),
        null => null,
        _ => node.DeepClone(),
    };

    private static IEnumerable<(string Place, ResultReference? Reference)> In(JsonNode? node, string place) => node switch
    {
        JsonObject reference when ReferenceText(reference) is { } text => [(place, ResultReference.Parse(text))],
        JsonObject members => members.SelectMany(member => In(member.Value, $"{place}/{member.Key.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}")),
        JsonArray items => items.SelectMany((item, index) => In(item, $"{place}/{index}")),
        _ => [],
    };

    // An object with this one member is a reference; with others beside it, it is data.
    private static string? ReferenceText(JsonObject node) =>
        node is { Count: 1 } && node.TryGetPropertyValue(Member, out var value) && value?.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private static JsonElement ValueOf(ResultReference reference, IReadOnlyDictionary<string, JsonElement> results) =>
        reference.In(results) ?? throw new UnresolvedReferenceException(reference);

    [GeneratedRegex(@"\{([^{}]*)\}")]
    private static partial Regex Places();
}
