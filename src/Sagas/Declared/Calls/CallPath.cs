using DurableSagas.Sagas.Declared.References;

namespace DurableSagas.Sagas.Declared.Calls;

/// <summary>The one judge of where a call may lead: a path below its participant's base URL, whatever its references resolve to.</summary>
/// <remarks>Percent-encoding is data: what a result holds is encoded, and stays within its segment.</remarks>
public static class CallPath
{
    internal const int MaxLength = 4096;

    private static readonly char[] _slashes = ['/', '\\'];

    /// <summary>What is wrong with a path as declared; null when nothing is.</summary>
    public static string? FaultOf(string path) => FaultOf(path, Fixed(path));

    /// <param name="path">As declared, without fault.</param>
    /// <param name="textOf">What a reference resolves to.</param>
    /// <exception cref="UnresolvedReferenceException">A result makes it a path that may not be called.</exception>
    internal static string Resolve(string path, Func<ResultReference, string> textOf)
    {
        var resolved = ResultReferences.InPath().Replace(path, match => Uri.EscapeDataString(textOf(ResultReference.ParseInPath(match.Groups[1].Value)!)));
        return FaultOf(path, resolved) is { } fault ? throw new UnresolvedReferenceException(fault) : resolved;
    }

    private static string? FaultOf(string declared, string resolved) =>
        FaultOfFixed(declared, Fixed(declared))
        ?? (resolved.Length > MaxLength ? $"The path would have {resolved.Length} characters; {MaxLength} are allowed." : null)
        ?? FaultOfDirection(declared, resolved);

    private static string? FaultOfDirection(string declared, string resolved) => resolved.Split('?')[0].Split('/').Any(LeadsAway)
        ? $"'{declared}' must not lead out of the participant's base URL, also not by what it refers to."
        : null;

    // A reference's own pointer may hold anything.
    private static string Fixed(string path) => ResultReferences.InPath().Replace(path, "x");

    private static string? FaultOfFixed(string path, string text)
    {
        // Behind the question mark it is data.
        var before = text.Split('?')[0];
        if (before.StartsWith('/')
            || before.Contains("//", StringComparison.Ordinal)
            || before.Split('/')[0].Contains(':', StringComparison.Ordinal)
            || text.Any(character => character is '\\' or '#' || char.IsWhiteSpace(character) || char.IsControl(character)))
        {
            return $"'{path}' must be relative to the participant's base URL, without '\\', '#' or space, without '//' before its query, "
                + "and without ':' in its first segment.";
        }

        return text.AsSpan().ContainsAny('{', '}')
            ? $"'{path}' has a brace without its other half; a reference is '{{step#/json/pointer}}' or '{{$parameter}}'."
            : null;
    }

    // A server decodes once; one that decodes again must not be led astray either, but what is left then is data.
    private static bool LeadsAway(string segment)
    {
        var text = Uri.UnescapeDataString(segment);
        if (text.IndexOfAny(_slashes) >= 0 || text.Any(char.IsControl))
        {
            return true;
        }

        for (var before = segment; text != before; (before, text) = (text, Uri.UnescapeDataString(text)))
        {
            if (HasDots(text))
            {
                return true;
            }
        }

        return HasDots(segment);
    }

    // Some servers take what follows a semicolon for a parameter of the segment.
    private static bool HasDots(string text) => text.Split(_slashes).Any(name => name.Split(';')[0] is "." or "..");
}
