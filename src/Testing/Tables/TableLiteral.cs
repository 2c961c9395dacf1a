using System.Globalization;

namespace DurableSagas.Testing.Tables;

/// <summary>A value as filters write it, by its type.</summary>
internal static class TableLiteral
{
    /// <summary>Null when it is none.</summary>
    public static object? Parse(string literal) => literal switch
    {
        "true" => true,
        "false" => false,
        ['\'', .., '\''] => Text(literal),
        ['d' or 'D', .., '\''] when Prefixed(literal, "datetime") is { } moment =>
            DateTimeOffset.TryParse(moment, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var value) ? value : null,
        ['g' or 'G', .., '\''] when Prefixed(literal, "guid") is { } id => Guid.TryParse(id, out var value) ? value : null,
        [.. var digits, 'L'] => long.TryParse(digits, CultureInfo.InvariantCulture, out var value) ? value : null,
        _ when int.TryParse(literal, CultureInfo.InvariantCulture, out var value) => value,
        _ when double.TryParse(literal, CultureInfo.InvariantCulture, out var value) => value,
        _ => null,
    };

    private static string? Prefixed(string literal, string type) =>
        literal.StartsWith($"{type}'", StringComparison.OrdinalIgnoreCase) ? Text(literal[type.Length..]) : null;

    private static string Text(string quoted) => quoted[1..^1].Replace("''", "'", StringComparison.Ordinal);
}
