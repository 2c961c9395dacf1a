using System.Text.Json;
using System.Text.RegularExpressions;
using DurableSagas.Sagas.Declared.Parts;

namespace DurableSagas.Sagas.Declared.References;

/// <summary>
/// References to earlier results, in bodies <c>{"$result":"reserve#/id"}</c>, in paths <c>orders/{reserve#/id}</c>; and to parameters,
/// <c>{"$parameter":"customer#/id"}</c>, <c>orders/{$order}</c>.
/// </summary>
internal static partial class ResultReferences
{
    private const string Result = "$result";
    private const string Parameter = "$parameter";

    /// <summary>Every reference in a call, with the JSON pointer of where it stands; the reference is null when it cannot be read.</summary>
    public static IEnumerable<(string Place, ResultReference? Reference)> In(DeclaredCall call, string place)
    {
        foreach (Match match in InPath().Matches(call.Path))
        {
            yield return ($"{place}/path", ResultReference.ParseInPath(match.Groups[1].Value));
        }

        foreach (var found in call.Body is { } body ? In(body.ToElement(), $"{place}/body") : [])
        {
            yield return found;
        }
    }

    /// <inheritdoc cref="In(DeclaredCall, string)"/>
    public static IEnumerable<(string Place, ResultReference? Reference)> In(JsonElement node, string place) => node.ValueKind switch
    {
        JsonValueKind.Object when IsIn(node, out var reference) => [(place, reference)],
        JsonValueKind.Object => node.EnumerateObject().SelectMany(member => In(member.Value, $"{place}/{Escaped(member.Name)}")),
        JsonValueKind.Array => node.EnumerateArray().SelectMany((item, index) => In(item, $"{place}/{index}")),
        _ => [],
    };

    private static string Escaped(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    /// <summary>Whether it is a reference: an object with this one member. With others beside it, it is data.</summary>
    /// <param name="reference">Null when it cannot be read.</param>
    internal static bool IsIn(JsonElement node, out ResultReference? reference)
    {
        var text = TextOf(node, Result);
        var parameter = TextOf(node, Parameter);
        reference = text is not null ? ResultReference.Parse(text) : parameter is not null ? ResultReference.ParseParameter(parameter) : null;
        return text is not null || parameter is not null;
    }

    private static string? TextOf(JsonElement node, string member) =>
        node.ValueKind == JsonValueKind.Object
            && node.GetPropertyCount() == 1
            && node.TryGetProperty(member, out var value)
            && value.ValueKind == JsonValueKind.String
                ? value.GetString()
                : null;

    [GeneratedRegex(@"\{([^{}]*)\}")]
    internal static partial Regex InPath();
}
