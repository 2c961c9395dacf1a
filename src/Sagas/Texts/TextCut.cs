using System.Globalization;

namespace DurableSagas.Sagas.Texts;

/// <summary>The one place where a text is cut: between two characters as people see them, never within one.</summary>
internal static class TextCut
{
    private const char Ellipsis = '…';

    // More than any script's characters need: what is longer was made to be, and is cut between its code points.
    private const int LongestElement = 64;

    /// <summary>The text itself, or its beginning and an ellipsis: of <paramref name="length"/> UTF-16 characters at most.</summary>
    public static string Of(string text, int length) =>
        text.Length <= length ? text
        : length < 1 ? string.Empty
        : string.Concat(text.AsSpan(0, End(text, length - 1)), [Ellipsis]);

    private static int End(string text, int length)
    {
        var end = 0;
        for (var next = 0; next <= length;)
        {
            end = next;
            next += StringInfo.GetNextTextElementLength(text.AsSpan(next));
        }

        return length - end <= LongestElement ? end : WholeCodePoints(text, length);
    }

    // Within one character no surrogate stands alone.
    private static int WholeCodePoints(string text, int length) => char.IsLowSurrogate(text[length]) ? length - 1 : length;
}
