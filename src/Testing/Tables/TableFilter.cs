using System.Globalization;
using System.Text.RegularExpressions;

namespace DurableSagas.Testing.Tables;

/// <summary>Filters of queries: comparisons of columns with values, joined by <c>and</c>, <c>or</c>, <c>not</c> and parentheses.</summary>
/// <remarks>What the service's own rules for unlike types decide, or for a column that a row lacks, it does not guess: it says so.</remarks>
internal sealed partial class TableFilter
{
    private readonly string _text;
    private readonly string[] _words;
    private int _at;

    private TableFilter(string text) => (_text, _words) = (text, [.. Words().Matches(text).Select(word => word.Value)]);

    private string? Next => _at < _words.Length ? _words[_at] : null;

    /// <summary>Makes a filter that judges a row by the values of its columns, null where it has none.</summary>
    public static Func<Func<string, object?>, bool> Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return static _ => true;
        }

        var filter = new TableFilter(text);
        var judge = filter.Either();
        return filter.Next is null ? judge : throw filter.NotUnderstood();
    }

    private Func<Func<string, object?>, bool> Either()
    {
        var one = Both();
        while (TryTake("or"))
        {
            var (left, right) = (one, Both());
            one = row => left(row) || right(row);
        }

        return one;
    }

    private Func<Func<string, object?>, bool> Both()
    {
        var one = One();
        while (TryTake("and"))
        {
            var (left, right) = (one, One());
            one = row => left(row) && right(row);
        }

        return one;
    }

    private Func<Func<string, object?>, bool> One()
    {
        if (TryTake("not"))
        {
            var inner = One();
            return row => !inner(column => row(column) ?? throw Missing(column));
        }

        if (!TryTake("("))
        {
            return Comparison();
        }

        var inside = Either();
        return TryTake(")") ? inside : throw NotUnderstood();
    }

    private Func<Func<string, object?>, bool> Comparison()
    {
        var (column, comparison, literal) = (Take(), Take(), Take());
        if (!Column().IsMatch(column))
        {
            throw NotUnderstood();
        }

        var expected = TableLiteral.Parse(literal) ?? throw NotUnderstood();
        return row => row(column) is { } value ? Holds(comparison, Compare(column, value, expected)) : comparison == "ne" ? throw Missing(column) : false;
    }

    private bool Holds(string comparison, int order) => comparison switch
    {
        "eq" => order == 0,
        "ne" => order != 0,
        "ge" => order >= 0,
        "gt" => order > 0,
        "le" => order <= 0,
        "lt" => order < 0,
        _ => throw NotUnderstood(),
    };

    private int Compare(string column, object value, object expected) =>
        value is string text && expected is string other ? string.CompareOrdinal(text, other)
        : value.GetType() == expected.GetType() ? ((IComparable)value).CompareTo(expected)
        : throw new NotSupportedException(string.Create(
            CultureInfo.InvariantCulture,
            $"Tables in memory do not compare column '{column}', {value.GetType().Name} '{value}', "
            + $"with {expected.GetType().Name} '{expected}': filter '{_text}'."));

    private bool TryTake(string word)
    {
        var isNext = Next == word;
        _at += isNext ? 1 : 0;
        return isNext;
    }

    private string Take() => Next is not null ? _words[_at++] : throw NotUnderstood();

    private NotSupportedException NotUnderstood() => new($"Tables in memory do not understand filter '{_text}' at '{Next ?? "its end"}'.");

    private NotSupportedException Missing(string column) =>
        new($"Tables in memory do not say what 'not' or 'ne' makes of a row without column '{column}': filter '{_text}'.");

    [GeneratedRegex(@"\w*'(?:[^']|'')*'|[()]|[^\s()]+")]
    private static partial Regex Words();

    [GeneratedRegex(@"^[A-Za-z_]\w*$")]
    private static partial Regex Column();
}
