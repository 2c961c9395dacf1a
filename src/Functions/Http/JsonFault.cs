using System.Text.Json;
using System.Text.RegularExpressions;

namespace DurableSagas.Functions.Http;

/// <summary>Says in the caller's words what the serializer found wrong: its own text names types of this app.</summary>
internal static partial class JsonFault
{
    private static readonly string[] _missing = ["It is missing."];

    public static ProblemException Of(JsonException bad)
    {
        var parent = FieldOf(bad.Path);
        if (Missing().Match(bad.Message) is { Success: true } missing)
        {
            return ProblemException.BadFields(Names().Matches(missing.Groups["names"].Value).ToDictionary(
                name => parent == "$" ? name.Groups[1].Value : $"{parent}.{name.Groups[1].Value}",
                _ => _missing));
        }

        if (Twice().Match(bad.Message) is { Success: true } twice)
        {
            return ProblemException.BadField(parent == "$" ? twice.Groups[1].Value : parent, "It stands twice.");
        }

        return Unmapped().Match(bad.Message) is { Success: true } unmapped
            ? ProblemException.BadField(parent == "$" ? unmapped.Groups[1].Value : parent, "There is no such field.")
            : ProblemException.BadField(parent, bad.Message.Contains("null", StringComparison.Ordinal) ? "It must not be null." : "The value has the wrong type.");
    }

    private static string FieldOf(string? path) => path is null or "$" ? "$" : path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : path;

    [GeneratedRegex(@"missing required properties including: (?<names>.*?)\.( |\z)")]
    private static partial Regex Missing();

    [GeneratedRegex("'([^']+)'")]
    private static partial Regex Names();

    [GeneratedRegex("^Duplicate property '([^']+)'")]
    private static partial Regex Twice();

    [GeneratedRegex("^The JSON property '([^']+)' could not be mapped")]
    private static partial Regex Unmapped();
}
