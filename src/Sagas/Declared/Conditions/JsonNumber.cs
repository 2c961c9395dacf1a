using System.Globalization;

namespace DurableSagas.Sagas.Declared.Conditions;

/// <summary>A number as JSON has it, to be compared by its value: of any length, and with any exponent.</summary>
/// <param name="Sign">-1, 0 or 1.</param>
/// <param name="Magnitude">The power of ten of the first digit.</param>
/// <param name="Digits">From the first that is not zero to the last that is not.</param>
internal readonly record struct JsonNumber(int Sign, long Magnitude, string Digits)
{
    private const long MaxExponent = 1_000_000_000_000_000_000;

    /// <summary>True when nothing stands behind the point, however it is written.</summary>
    public bool IsWhole => Magnitude >= Digits.Length - 1;

    /// <param name="json">A number, as JSON has it.</param>
    public static JsonNumber Parse(string json)
    {
        var parts = json.TrimStart('-').Split('e', 'E');
        var mantissa = parts[0];
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var digits = mantissa.Replace(".", string.Empty, StringComparison.Ordinal);
        var significant = digits.TrimStart('0');
        if (significant.Length == 0)
        {
            return new JsonNumber(0, 0, string.Empty);
        }

        var first = (point < 0 ? digits.Length : point) - 1 - (digits.Length - significant.Length);
        var exponent = parts.Length == 1 ? 0 : ExponentOf(parts[1]);
        return new JsonNumber(json[0] == '-' ? -1 : 1, first + exponent, significant.TrimEnd('0'));
    }

    public int CompareTo(JsonNumber other) => Sign != other.Sign
        ? Sign.CompareTo(other.Sign)
        : Sign * (Magnitude != other.Magnitude ? Magnitude.CompareTo(other.Magnitude) : Math.Sign(string.CompareOrdinal(Digits, other.Digits)));

    // Beyond that no two numbers that fit into a document can be told apart by anything else.
    private static long ExponentOf(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent) ? Math.Clamp(exponent, -MaxExponent, MaxExponent)
        : text[0] == '-' ? -MaxExponent
        : MaxExponent;
}
