using DurableSagas.LocalHost.Logging;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace DurableSagas.LocalHost.Tests.Logging;

public sealed class HostConsoleFormatterTests
{
    [Theory]
    [InlineData("Function.Ship", "[2026-11-29T20:57:26.660Z] Executed")]
    [InlineData("Host.Function.Console", "[2026-11-29T20:57:26.660Z] Executed")]
    [InlineData("DurableSagas.LocalHost.Worker.AppWorker", "[2026-11-29T20:57:26.660Z] Executed")]
    [InlineData("Function.Ship.User", "[2026-11-29T20:57:26.660Z] Function.Ship.User: Executed")]
    [InlineData("Shop.Payments", "[2026-11-29T20:57:26.660Z] Shop.Payments: Executed")]
    public void Write_Line_HasTheTimeAndTheCategoryOfWhoIsNotTheHost(string category, string expected)
    {
        Assert.Equal($"{expected}{Environment.NewLine}", Written(category, exception: null));
    }

    [Fact]
    public void Write_Exception_FollowsOnItsOwnLine()
    {
        Assert.Equal(
            $"[2026-11-29T20:57:26.660Z] Executed{Environment.NewLine}System.InvalidOperationException: boom{Environment.NewLine}",
            Written("Function.Ship", new InvalidOperationException("boom")));
    }

    private static string Written(string category, Exception? exception)
    {
        Assert.SkipUnless(Console.IsOutputRedirected, "On a terminal the lines have colours.");
        var formatter = new HostConsoleFormatter(new FakeTimeProvider(new DateTimeOffset(2026, 11, 29, 20, 57, 26, 660, TimeSpan.Zero)));
        using var output = new StringWriter();
        formatter.Write(new LogEntry<string>(LogLevel.Warning, category, default, "Executed", exception, (state, _) => state), null, output);
        return output.ToString();
    }
}
