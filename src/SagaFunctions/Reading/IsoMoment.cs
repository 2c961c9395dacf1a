using System.Globalization;
using System.Text.RegularExpressions;

namespace DurableSagas.SagaFunctions.Reading;

/// <summary>Reads a moment as ISO 8601 writes it, in extended or basic format, and in no other way; a time without a zone is UTC.</summary>
internal static partial class IsoMoment
{
    public static DateTimeOffset? Parse(string text)
    {
        var match = Extended().Match(text) is { Success: true } extended ? extended : Basic().Match(text);
        try
        {
            return match.Success ? Of(match) : null;
        }
        catch (ArgumentOutOfRangeException)
        {
            // The thirtieth of February, or the twenty-fifth hour.
            return null;
        }
    }

    private static DateTimeOffset Of(Match match) =>
        new DateTimeOffset(
            new DateOnly(Number(match, "year"), Number(match, "month"), Number(match, "day")),
            new TimeOnly(Number(match, "hour"), Number(match, "minute"), Number(match, "second")),
            OffsetOf(match))
            .AddTicks(long.Parse(match.Groups["fraction"].Value.PadRight(7, '0').AsSpan(0, 7), CultureInfo.InvariantCulture));

    private static TimeSpan OffsetOf(Match match)
    {
        var offset = new TimeSpan(Number(match, "zoneHours"), Number(match, "zoneMinutes"), 0);
        return match.Groups["sign"].Value == "-" ? -offset : offset;
    }

    private static int Number(Match match, string group) =>
        match.Groups[group] is { Success: true, Value: var digits } ? int.Parse(digits, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(
        @"^(?<year>[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2})"
        + @"(T(?<hour>[0-9]{2})(:(?<minute>[0-9]{2})(:(?<second>[0-9]{2})([.,](?<fraction>[0-9]{1,9}))?)?)?"
        + @"(Z|(?<sign>[+-])(?<zoneHours>[0-9]{2})(:(?<zoneMinutes>[0-5][0-9]))?)?)?\z",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Extended();

    [GeneratedRegex(
        @"^(?<year>[0-9]{4})(?<month>[0-9]{2})(?<day>[0-9]{2})"
        + @"(T(?<hour>[0-9]{2})((?<minute>[0-9]{2})((?<second>[0-9]{2})([.,](?<fraction>[0-9]{1,9}))?)?)?"
        + @"(Z|(?<sign>[+-])(?<zoneHours>[0-9]{2})(?<zoneMinutes>[0-5][0-9])?)?)?\z",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Basic();
}
