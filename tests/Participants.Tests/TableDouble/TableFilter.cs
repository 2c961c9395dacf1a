using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace DurableSagas.Participants.Tests.TableDouble;

/// <summary>Comparisons of string columns joined by <c>and</c>: all that the code under test asks for.</summary>
internal static partial class TableFilter
{
    public static bool Matches(string? filter, JsonObject row)
    {
        var rest = filter is null ? "" : Comparison().Replace(filter, "");

        return rest.Length == 0
            ? filter is null || Comparison().Matches(filter).All(comparison => Holds(comparison, row))
            : throw new NotSupportedException($"The table double does not understand '{rest}' in filter '{filter}'.");
    }

    private static bool Holds(Match comparison, JsonObject row)
    {
        var order = string.CompareOrdinal(
            row[comparison.Groups["column"].Value]?.GetValue<string>(),
            comparison.Groups["text"].Value.Replace("''", "'", StringComparison.Ordinal));

        return comparison.Groups["operator"].Value switch
        {
            "eq" => order == 0,
            "ge" => order >= 0,
            "gt" => order > 0,
            "le" => order <= 0,
            "lt" => order < 0,
            var other => throw new NotSupportedException($"The table double does not know operator '{other}'."),
        };
    }

    [GeneratedRegex(@"(^| and )(?<column>\w+) (?<operator>\w+) '(?<text>([^']|'')*)'")]
    private static partial Regex Comparison();
}
