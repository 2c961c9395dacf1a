namespace DurableSagas.Sagas.Texts;

/// <summary>Bounds of the texts that come from outside: where they come in, longer ones are refused; where they are stored, shortened.</summary>
public static class ShortText
{
    /// <summary>Of an error, as an attempt gives it.</summary>
    public const int MaxError = 1000;

    /// <summary>Of a reason or comment, as a caller gives it.</summary>
    public const int MaxComment = 1000;

    /// <summary>Of a person's name.</summary>
    public const int MaxName = 200;

    /// <summary>Of what is made of them, and stored: an error with its step, a comment with who wrote it.</summary>
    internal const int MaxStored = 1500;

    /// <summary>The text, or its beginning: what a column, a history event and a custom status take.</summary>
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(text))]
    public static string? Of(string? text, int length = MaxStored) => text is null ? null : TextCut.Of(text, length);
}
