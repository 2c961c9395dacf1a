using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DurableSagas.EmbeddedHost.Hosting;

/// <summary>The log levels of host.json; the frameworks below are quiet unless it says otherwise.</summary>
internal sealed class HostJsonLogLevels(HostJson hostJson) : IConfigureOptions<LoggerFilterOptions>
{
    private static readonly string[] _quiet = ["Azure", "Microsoft.AspNetCore", "Microsoft.Extensions", "Microsoft.Hosting", "System"];

    public void Configure(LoggerFilterOptions options)
    {
        foreach (var category in _quiet)
        {
            options.AddFilter(category, LogLevel.Warning);
        }

        foreach (var (category, level) in hostJson.LogLevels)
        {
            options.AddFilter(category.Equals("default", StringComparison.OrdinalIgnoreCase) ? null : category, level);
        }
    }
}
