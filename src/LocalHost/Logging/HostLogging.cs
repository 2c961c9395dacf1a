using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace DurableSagas.LocalHost.Logging;

/// <summary>The console as func has it, and its levels.</summary>
internal static class HostLogging
{
    public static void AddHostConsole(this ILoggingBuilder logging)
    {
        logging.AddConsole(console => console.FormatterName = HostConsoleFormatter.FormatterName);
        logging.AddConsoleFormatter<HostConsoleFormatter, ConsoleFormatterOptions>();
        logging.Services.AddSingleton<IConfigureOptions<LoggerFilterOptions>, HostJsonLogLevels>();

        // The banner says what there is to say.
        logging.Services.Configure<ConsoleLifetimeOptions>(lifetime => lifetime.SuppressStatusMessages = true);
    }
}
