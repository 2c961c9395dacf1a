using System.Globalization;
using System.Text;
using DurableSagas.Sagas.Texts;

namespace DurableSagas.Participants.Tables;

/// <summary>Makes any text fit for a PartitionKey or RowKey of Azure Tables, reversibly and one to one.</summary>
public static class TableKey
{
    /// <summary>A key may hold 1 KiB, at two bytes a character.</summary>
    public const int MaximumLength = 512;

    /// <summary>Joins the escaped parts of one key; <see cref="Escape"/> never lets it through.</summary>
    public const char Separator = '|';

    public static string Join(params IEnumerable<string> parts) =>
        Checked(string.Join(Separator, parts.Select(EscapeUnchecked)));

    public static string Escape(string text) => Checked(EscapeUnchecked(text));

    /// <summary>How many characters of a key a text takes.</summary>
    public static int LengthOf(string text) => EscapeUnchecked(text).Length;

    public static string Unescape(string key)
    {
        var text = new StringBuilder(key.Length);

        for (var at = 0; at < key.Length; at++)
        {
            if (key[at] != '^')
            {
                text.Append(key[at]);
                continue;
            }

            text.Append((char)byte.Parse(key.AsSpan(at + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            at += 2;
        }

        return text.ToString();
    }

    internal static string Checked(string key)
    {
        if (key.Length > MaximumLength)
        {
            throw new ArgumentException(
                $"Table key '{TextCut.Of(key, 41)}' has {key.Length} characters after escaping; at most {MaximumLength} fit.",
                nameof(key));
        }

        var forbidden = key.FirstOrDefault(IsForbidden);
        return forbidden == default && !key.Contains('\0', StringComparison.Ordinal)
            ? key
            : throw new ArgumentException(
                $"Table key '{key}' holds U+{(int)forbidden:X4}, which Azure Tables forbids. Pass it through {nameof(TableKey)}.{nameof(Escape)}.",
                nameof(key));
    }

    private static string EscapeUnchecked(string text)
    {
        var key = new StringBuilder(text.Length);

        foreach (var character in text)
        {
            _ = IsForbidden(character) || character is '^' or Separator or '%' or '\''
                ? key.Append(CultureInfo.InvariantCulture, $"^{(int)character:X2}")
                : key.Append(character);
        }

        return key.ToString();
    }

    private static bool IsForbidden(char character) =>
        character is '/' or '\\' or '#' or '?' || char.IsControl(character);
}
