using Azure.Data.Tables;

namespace DurableSagas.Projections;

/// <summary>Keeps a text longer than one table property allows in several: <c>request</c>, <c>request1</c>, <c>request2</c>, …</summary>
/// <remarks>A string property holds 32 K UTF-16 characters, an entity 1 MiB (Azure Table service data model).</remarks>
internal static class LongText
{
    public const int MaxLength = 12 * PartLength;

    private const int PartLength = 32_000;

    public static void Write(TableEntity row, string column, string text)
    {
        if (text.Length > MaxLength)
        {
            throw new ArgumentException($"The text for column '{column}' has {text.Length} characters; a row holds {MaxLength} at most.", nameof(text));
        }

        for (var part = 0; part * PartLength < text.Length || part == 0; part++)
        {
            row[Column(column, part)] = text.Substring(part * PartLength, Math.Min(PartLength, text.Length - (part * PartLength)));
        }
    }

    public static string? Read(TableEntity row, string column)
    {
        var parts = Enumerable.Range(0, MaxLength / PartLength).Select(part => row.GetString(Column(column, part))).TakeWhile(text => text is not null).ToArray();
        return parts.Length == 0 ? null : string.Concat(parts);
    }

    private static string Column(string column, int part) => part == 0 ? column : $"{column}{part}";
}
