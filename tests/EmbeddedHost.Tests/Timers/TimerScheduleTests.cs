using DurableSagas.EmbeddedHost.Timers;

namespace DurableSagas.EmbeddedHost.Tests.Timers;

public sealed class TimerScheduleTests
{
    private static readonly DateTimeOffset _moment = new(2026, 3, 1, 10, 7, 30, TimeSpan.Zero);

    [Theory]
    [InlineData("0 */5 * * * *", "2026-03-01T10:10:00Z")]
    [InlineData("*/5 * * * *", "2026-03-01T10:10:00Z")]
    [InlineData("30 7 10 * * *", "2026-03-02T10:07:30Z")]
    [InlineData("0 30 9 * * Mon-Fri", "2026-03-02T09:30:00Z")]
    [InlineData("00:00:10", "2026-03-01T10:07:40Z")]
    public void After_Schedule_IsTheNextTime(string schedule, string next)
    {
        var after = TimerSchedule.Parse(schedule).After(_moment);

        Assert.Equal(DateTimeOffset.Parse(next, System.Globalization.CultureInfo.InvariantCulture), after);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0 */5 * * *x *")]
    [InlineData("61 * * * * *")]
    [InlineData("-00:00:10")]
    [InlineData("soon")]
    public void Parse_NoSchedule_SaysWhatWasFound(string text)
    {
        var fault = Assert.Throws<FormatException>(() => TimerSchedule.Parse(text));

        Assert.Equal($"'{text}' is no schedule: expected an NCRONTAB expression such as '0 */5 * * * *', or a time between runs such as '00:05:00'.", fault.Message);
    }
}
