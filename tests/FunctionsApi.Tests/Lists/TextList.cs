namespace DurableSagas.FunctionsApi.Tests.Lists;

/// <summary>Cuts text at commas, but not at those between brackets.</summary>
internal static class TextList
{
    public static IReadOnlyList<string> Split(string text)
    {
        var parts = new List<string>();
        var depth = 0;
        var start = 0;
        for (var index = 0; index < text.Length; index++)
        {
            depth += Step(text[index]);
            if (text[index] == ',' && depth == 0)
            {
                parts.Add(text[start..index].Trim());
                start = index + 1;
            }
        }

        var last = text[start..].Trim();
        return last.Length == 0 ? parts : [.. parts, last];
    }

    /// <summary>What stands between the first opening bracket and the one that closes it.</summary>
    public static string Inside(string text, char opening, char closing)
    {
        var start = text.IndexOf(opening, StringComparison.Ordinal);
        var depth = 0;
        for (var index = start; index < text.Length; index++)
        {
            depth += text[index] == opening ? 1 : text[index] == closing ? -1 : 0;
            if (depth == 0)
            {
                return text[(start + 1)..index];
            }
        }

        throw new FormatException($"'{text}' opens '{opening}' and never closes it.");
    }

    private static int Step(char character) => character switch
    {
        '(' or '[' or '{' or '<' => 1,
        ')' or ']' or '}' or '>' => -1,
        _ => 0,
    };
}
