using Azure.Data.Tables;

namespace DurableSagas.Projections.Rows;

/// <summary>Keeps a text longer than one table property allows in several: <c>request</c>, <c>request1</c>, <c>request2</c>, …</summary>
/// <remarks>A string property holds 32 K UTF-16 characters, an entity 1 MiB (Azure Table service data model).</remarks>
public static class LongText
{
    public const int MaxLength = 12 * PartLength;

    // Parts cut short before a surrogate pair make one more.
    private const int MaxParts = 13;

    private const int PartLength = 32_000;

    /// <param name="parts">Columns written at least, empty behind the text's end: what a longer text left there would be read with a shorter one.</param>
    public static void Write(TableEntity row, string column, string text, int parts = 1)
    {
        if (text.Length > MaxLength)
        {
            throw new ArgumentException($"The text for column '{column}' has {text.Length} characters; a row holds {MaxLength} at most.", nameof(text));
        }

        var (start, part) = (0, 0);
        do
        {
            var length = LengthOfPart(text, start);
            row[Column(column, part++)] = text.Substring(start, length);
            start += length;
        }
        while (start < text.Length);

        for (; part < parts; part++)
        {
            row[Column(column, part)] = string.Empty;
        }
    }

    public static string? Read(TableEntity row, string column)
    {
        var parts = Enumerable.Range(0, MaxParts).Select(part => row.GetString(Column(column, part))).TakeWhile(text => text is not null).ToArray();
        return parts.Length == 0 ? null : string.Concat(parts);
    }

    // A surrogate pair cut in two would be two characters that are none, and JSON could not carry either.
    private static int LengthOfPart(string text, int start) =>
        text.Length - start <= PartLength ? text.Length - start
        : char.IsHighSurrogate(text[start + PartLength - 1]) ? PartLength - 1
        : PartLength;

    private static string Column(string column, int part) => part == 0 ? column : $"{column}{part}";
}
