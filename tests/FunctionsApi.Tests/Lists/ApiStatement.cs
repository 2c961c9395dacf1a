using System.Text;

namespace DurableSagas.FunctionsApi.Tests.Lists;

/// <summary>One declaration, attribute or closing brace of a list, joined to a line.</summary>
internal sealed record ApiStatement(ApiStatementKind Kind, string Text)
{
    /// <summary>Cuts a list, as PublicApiGenerator writes it, into its statements.</summary>
    public static IEnumerable<ApiStatement> Read(string list)
    {
        var pending = new StringBuilder();
        foreach (var line in list.Split('\n').Select(OneSpaceApart).Where(IsCode))
        {
            if (line == "{")
            {
                yield return new ApiStatement(ApiStatementKind.Opening, Take(pending));
            }
            else if (line is "}" or "};")
            {
                yield return new ApiStatement(ApiStatementKind.Closing, line);
            }
            else
            {
                pending.Append(pending.Length == 0 ? "" : " ").Append(line);
                if (KindOf(pending.ToString()) is { } kind)
                {
                    yield return new ApiStatement(kind, Take(pending));
                }
            }
        }

        if (pending.Length > 0)
        {
            throw new FormatException($"The list ends in the middle of '{pending}'.");
        }
    }

    /// <summary>Null while the statement goes on in the next line.</summary>
    private static ApiStatementKind? KindOf(string text) => text switch
    {
        _ when !IsBalanced(text) => null,
        _ when text[0] == '[' => ApiStatementKind.Attribute,
        _ when text[^1] is ';' or '}' or ',' => ApiStatementKind.Member,
        _ => null,
    };

    private static bool IsBalanced(string text) =>
        text.Count(character => character is '(' or '[' or '{') == text.Count(character => character is ')' or ']' or '}');

    private static bool IsCode(string line) => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal);

    private static string OneSpaceApart(string line) =>
        string.Join(' ', line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Take(StringBuilder pending)
    {
        var text = pending.ToString();
        pending.Clear();
        return text;
    }
}
