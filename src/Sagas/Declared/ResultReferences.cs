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
        foreach (Match match in InPath().Matches(call.Path))
        {
            yield return ($"{place}/path", ResultReference.Parse(match.Groups[1].Value));
        }

        foreach (var found in call.Body is { } body ? In(JsonNode.Parse(body.GetRawText()), $"{place}/body") : [])
        {
            yield return found;
        }
    }

    /// <summary>The first reference of a call, but for those to its own step, that leads nowhere.</summary>
    internal static ResultReference? Missing(DeclaredCall call, IReadOnlyDictionary<string, JsonElement> results, string own) =>
        In(call, string.Empty).Select(found => found.Reference).FirstOrDefault(reference => reference is not null && reference.Step != own && reference.In(results) is null);

    private static IEnumerable<(string Place, ResultReference? Reference)> In(JsonNode? node, string place) => node switch
    {
        JsonObject reference when TextOf(reference) is { } text => [(place, ResultReference.Parse(text))],
        JsonObject members => members.SelectMany(member => In(member.Value, $"{place}/{member.Key.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}")),
        JsonArray items => items.SelectMany((item, index) => In(item, $"{place}/{index}")),
        _ => [],
    };

    // An object with this one member is a reference; with others beside it, it is data.
    internal static string? TextOf(JsonObject node) =>
        node is { Count: 1 } && node.TryGetPropertyValue(Member, out var value) && value?.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    [GeneratedRegex(@"\{([^{}]*)\}")]
    internal static partial Regex InPath();
}
