using DurableSagas.LocalHost.Logging;
using DurableSagas.LocalHost.Settings.Files;
using DurableSagas.LocalHost.Tests.Host;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DurableSagas.LocalHost.Tests.Logging;

public sealed class HostJsonLogLevelsTests
{
    [Theory]
    [InlineData("Function.Ship", LogLevel.Information)]
    [InlineData("Shop.Payments", LogLevel.Information)]
    [InlineData("Host.Function.Console", LogLevel.Information)]
    [InlineData("DurableSagas.LocalHost.Startup.DevelopmentStorage", LogLevel.Information)]
    [InlineData("Host.Triggers.DurableTask", LogLevel.Warning)]
    [InlineData("DurableTask.Core", LogLevel.Warning)]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Warning)]
    [InlineData("Azure.Core", LogLevel.Error)]
    [InlineData("Host.Results", LogLevel.None)]
    public void Configure_NothingSaid_ShowsWhatFuncShows(string category, LogLevel expected) => Assert.Equal(expected, LowestOf(category));

    [Theory]
    [InlineData("Function.Ship", LogLevel.Debug)]
    [InlineData("Function.Pay", LogLevel.Error)]
    [InlineData("Host.Triggers.DurableTask", LogLevel.Error)]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Warning)]
    [InlineData("Azure.Core", LogLevel.Trace)]
    public void Configure_HostJson_HasTheLastWord(string category, LogLevel expected) =>
        Assert.Equal(expected, LowestOf(category, ("Default", LogLevel.Error), ("Function.Ship", LogLevel.Debug), ("Azure", LogLevel.Trace)));

    private static LogLevel LowestOf(string category, params (string Category, LogLevel Level)[] levels)
    {
        var hostJson = new HostJson
        {
            Path = "host.json",
            LogLevels = levels.ToDictionary(level => level.Category, level => level.Level, StringComparer.OrdinalIgnoreCase),
        };
        using var logs = new CapturedLogs();
        using var loggers = LoggerFactory.Create(logging =>
        {
            logging.AddProvider(logs).AddFilter(null, LogLevel.Information);
            logging.Services.Configure<LoggerFilterOptions>(new HostJsonLogLevels(hostJson).Configure);
        });
        var logger = loggers.CreateLogger(category);
        return Enum.GetValues<LogLevel>().First(level => level == LogLevel.None || logger.IsEnabled(level));
    }
}
