using System.Globalization;
using Azure.Data.Tables;

namespace DurableSagas.Participants.Tables;

/// <summary>Keeps a decimal in a string column, exact to its last digit: Azure Tables have no decimal, and a double would round.</summary>
public static class DecimalColumn
{
    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    public static string Format(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    public static decimal Parse(string? column) =>
        decimal.TryParse(column, Style, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new FormatException($"Decimal column holds '{column}'; expected digits as in '-12.50'.");

    public static decimal GetDecimal(this TableEntity row, string column) => Parse(row.GetString(column));

    public static void SetDecimal(this TableEntity row, string column, decimal value) => row[column] = Format(value);
}
