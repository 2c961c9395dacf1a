namespace DurableSagas.FunctionsApi.Tests.Lists;

/// <summary>Reads a type's name out of its declaration.</summary>
internal static class TypeShape
{
    private static readonly string[] _kinds = ["class", "delegate", "enum", "interface", "struct"];

    public static bool IsDelegate(string declaration) => declaration.Split(' ').Contains("delegate");

    /// <summary>The name with the number of its type parameters, as <c>Func`2</c>.</summary>
    public static string NameOf(string declaration) => IsDelegate(declaration)
        ? MemberShape.Of(declaration).NameAndArity
        : WithArity(AfterKind(declaration));

    /// <summary><c>Func&lt;T, TResult&gt; : ...</c> to <c>Func`2</c>.</summary>
    public static string WithArity(string text)
    {
        var end = text.IndexOfAny([' ', '<']);
        return end switch
        {
            < 0 => text,
            _ when text[end] == '<' => $"{text[..end]}`{TextList.Split(TextList.Inside(text, '<', '>')).Count}",
            _ => text[..end],
        };
    }

    private static string AfterKind(string declaration)
    {
        var words = declaration.Split(' ');
        var kind = Array.FindIndex(words, word => _kinds.Contains(word));
        return kind >= 0
            ? string.Join(' ', words[(kind + 1)..])
            : throw new FormatException($"'{declaration}' is no type: it has none of {string.Join(", ", _kinds)}.");
    }
}
