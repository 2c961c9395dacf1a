using System.Text.Json;
using System.Text.RegularExpressions;
using DurableSagas.Sagas.Declared.Parts;

namespace DurableSagas.Sagas.Declared.References;

/// <summary>References to earlier results, in bodies <c>{"$result":"reserve#/id"}</c>, in paths <c>orders/{reserve#/id}</c>.</summary>
internal static partial class ResultReferences
{
    private const string Member = "$result";

    /// <summary>Every reference in a call, with the JSON pointer of where it stands; the reference is null when it cannot be read.</summary>
    public static IEnumerable<(string Place, ResultReference? Reference)> In(DeclaredCall call, string place)
    {
        foreach (Match match in InPath().Matches(call.Path))
        {
            yield return ($"{place}/path", ResultReference.Parse(match.Groups[1].Value));
        }

        foreach (var found in call.Body is { } body ? In(body.ToElement(), $"{place}/body") : [])
        {
            yield return found;
        }
    }

    private static IEnumerable<(string Place, ResultReference? Reference)> In(JsonElement node, string place) => node.ValueKind switch
    {
        JsonValueKind.Object when TextOf(node) is { } text => [(place, ResultReference.Parse(text))],
        JsonValueKind.Object => node.EnumerateObject().SelectMany(member => In(member.Value, $"{place}/{Escaped(member.Name)}")),
        JsonValueKind.Array => node.EnumerateArray().SelectMany((item, index) => In(item, $"{place}/{index}")),
        _ => [],
    };

    private static string Escaped(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    // An object with this one member is a reference; with others beside it, it is data.
    internal static string? TextOf(JsonElement node) =>
        node.ValueKind == JsonValueKind.Object
            && node.GetPropertyCount() == 1
            && node.TryGetProperty(Member, out var value)
            && value.ValueKind == JsonValueKind.String
                ? value.GetString()
                : null;

    [GeneratedRegex(@"\{([^{}]*)\}")]
    internal static partial Regex InPath();
}
