using DurableSagas.LocalHost.Settings.Files;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DurableSagas.LocalHost.Logging;

/// <summary>What func shows: the machinery at Warning, all else at Information; host.json has the last word.</summary>
internal sealed class HostJsonLogLevels(HostJson hostJson) : IConfigureOptions<LoggerFilterOptions>
{
    private const string Default = "default";

    // The real host does not show these for its 'default', only by their names.
    private static readonly string[] _foreign =
    [
        "Grpc", "Host.Startup", "Microsoft.AspNetCore", "Microsoft.Azure.WebJobs.Hosting", "Microsoft.Extensions", "Microsoft.Hosting", "System", "Yarp",
    ];

    private static readonly string[] _machinery = ["DurableTask", "Host", "Microsoft"];
    private static readonly string[] _shown = ["Host.Function.Console"];

    public void Configure(LoggerFilterOptions options)
    {
        Add(options, _foreign, LogLevel.Warning);

        // It warns of every answer that is no success, and asking whether a blob is there is one.
        options.AddFilter("Azure", LogLevel.Error);

        // Each failure once more, for Application Insights; every invocation pays for it where it is shown.
        options.AddFilter("Host.Results", LogLevel.None);

        // A failure to start is told once, by the program.
        options.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        if (!hostJson.LogLevels.ContainsKey(Default))
        {
            Add(options, _machinery, LogLevel.Warning);
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
