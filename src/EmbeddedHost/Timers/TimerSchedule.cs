using System.Globalization;
using NCrontab;

namespace DurableSagas.EmbeddedHost.Timers;

/// <summary>When a timer trigger runs, in UTC: an NCRONTAB expression of six fields (or five, from minutes), or a TimeSpan between runs.</summary>
internal sealed class TimerSchedule
{
    private readonly CrontabSchedule? _crontab;
    private readonly TimeSpan _interval;

    private TimerSchedule(CrontabSchedule? crontab, TimeSpan interval) => (_crontab, _interval) = (crontab, interval);

    /// <exception cref="FormatException">It is neither; the message says what was found.</exception>
    public static TimerSchedule Parse(string text)
    {
        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        if (fields is 5 or 6 && CrontabSchedule.TryParse(text, new CrontabSchedule.ParseOptions { IncludingSeconds = fields == 6 }) is { } crontab)
        {
            return new TimerSchedule(crontab, default);
        }

        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var interval) && interval > TimeSpan.Zero
            ? new TimerSchedule(null, interval)
            : throw new FormatException($"'{text}' is no schedule: expected an NCRONTAB expression such as '0 */5 * * * *', or a time between runs such as '00:05:00'.");
    }

    public DateTimeOffset After(DateTimeOffset moment) => _crontab is null
        ? moment + _interval
        : new DateTimeOffset(_crontab.GetNextOccurrence(moment.UtcDateTime), TimeSpan.Zero);
}
