using DurableSagas.LocalHost.Settings;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DurableSagas.LocalHost.Logging;

/// <summary>What func shows: functions and this host at Information, the machinery at Warning; host.json has the last word.</summary>
internal sealed class HostJsonLogLevels(HostJson hostJson) : IConfigureOptions<LoggerFilterOptions>
{
    private const string Default = "default";

    // The real host does not show these for its 'default', only by their names.
    private static readonly string[] _quiet =
    [
        "Azure", "Grpc", "Host.Startup", "Microsoft.AspNetCore", "Microsoft.Azure.WebJobs.Hosting", "Microsoft.Extensions", "Microsoft.Hosting",
        "System", "Yarp",
    ];

    // Each failure once more; every invocation pays for it where it is shown.
    private static readonly string[] _forApplicationInsights = ["Host.Results"];
    private static readonly string[] _shown = ["DurableSagas.LocalHost", "Function", "Worker"];

    public void Configure(LoggerFilterOptions options)
    {
        Add(options, _quiet, LogLevel.Warning);
        Add(options, _forApplicationInsights, LogLevel.None);
        if (!hostJson.LogLevels.ContainsKey(Default))
        {
            options.MinLevel = LogLevel.Warning;
            Add(options, _shown, LogLevel.Information);
        }

        foreach (var (category, level) in hostJson.LogLevels)
        {
            options.AddFilter(category.Equals(Default, StringComparison.OrdinalIgnoreCase) ? null : category, level);
        }
    }

    private static void Add(LoggerFilterOptions options, string[] categories, LogLevel level)
    {
        foreach (var category in categories)
        {
            options.AddFilter(category, level);
        }
    }
}
