using System.Globalization;
using System.Text.RegularExpressions;

namespace DurableSagas.SagaFunctions.Starting;

/// <summary>One way to write each number: 10.50, 1.05e1 and 10.5 are the same.</summary>
internal static partial class CanonicalNumber
{
    // Longer ones would be written with as many zeros.
    private const int MaxExponent = 400;

    /// <param name="json">A number, as JSON has it.</param>
    public static string Of(string json)
    {
        var parts = Parts().Match(json);
        var exponentText = parts.Groups["exponent"].Value is { Length: > 0 } written ? written : "0";
        if (!parts.Success || !int.TryParse(exponentText, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent))
        {
            return json;
        }

        var fraction = parts.Groups["fraction"].Value;
        var digits = (parts.Groups["whole"].Value + fraction).TrimStart('0');
        var significant = digits.TrimEnd('0');
        if (significant.Length == 0)
        {
            return "0";
        }

        var scale = (long)exponent - fraction.Length + digits.Length - significant.Length;
        return parts.Groups["sign"].Value + Written(significant, scale);
    }

    private static string Written(string digits, long scale) => scale switch
    {
        > MaxExponent or < -MaxExponent => string.Create(CultureInfo.InvariantCulture, $"{digits}e{scale}"),
        >= 0 => digits + new string('0', (int)scale),
        _ when -scale < digits.Length => digits.Insert(digits.Length + (int)scale, "."),
        _ => $"0.{new string('0', (int)-scale - digits.Length)}{digits}",
    };

    [GeneratedRegex(@"^(?<sign>-?)(?<whole>[0-9]+)(\.(?<fraction>[0-9]+))?([eE](?<exponent>[+-]?[0-9]+))?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Parts();
}
