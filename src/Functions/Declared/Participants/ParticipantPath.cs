namespace DurableSagas.Functions.Declared.Participants;

/// <summary>Keeps a declared path below its participant's base URL.</summary>
internal static class ParticipantPath
{
    /// <summary>Null when the path is relative and climbs nowhere.</summary>
    public static string? FaultOf(string path)
    {
        // A reference's own pointer may hold anything: what it resolves to is escaped, and checked again when the call is made.
        var fixedPart = System.Text.RegularExpressions.Regex.Replace(path, @"\{[^{}]*\}", "x");
        if (fixedPart.StartsWith('/') || fixedPart.Contains('\\', StringComparison.Ordinal) || fixedPart.Contains("//", StringComparison.Ordinal) || fixedPart.Contains('#', StringComparison.Ordinal))
        {
            return $"'{path}' must be relative to the participant's base URL, without '//', '\\' or '#'.";
        }

        if (fixedPart.AsSpan().ContainsAny('{', '}'))
        {
            return $"'{path}' has a brace without its other half; a reference is '{{step#/json/pointer}}'.";
        }

        var segments = fixedPart.Split('?')[0].Split('/').Select(Uri.UnescapeDataString).ToArray();
        return segments.Any(segment => segment is "." or ".." || segment.Contains('/', StringComparison.Ordinal) || segment.Contains('\\', StringComparison.Ordinal) || segment.Contains('%', StringComparison.Ordinal)) || segments[0].Contains(':', StringComparison.Ordinal)
            ? $"'{path}' must not lead out of the participant's base URL."
            : null;
    }

    /// <summary>Null when the path, with its references resolved, leads out of the base URL.</summary>
    public static Uri? UrlOf(Uri baseUrl, string path)
    {
        var root = new Uri(baseUrl.AbsoluteUri.EndsWith('/') ? baseUrl.AbsoluteUri : $"{baseUrl.AbsoluteUri}/");
        return FaultOf(path) is null && new Uri(root, path) is var url && url.GetLeftPart(UriPartial.Authority) == root.GetLeftPart(UriPartial.Authority) && url.AbsolutePath.StartsWith(root.AbsolutePath, StringComparison.Ordinal)
            ? url
            : null;
    }
}
