using System.Globalization;
using System.Text.RegularExpressions;
using DurableSagas.EmbeddedHost.Dispatch;
using DurableSagas.EmbeddedHost.Queues;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace DurableSagas.EmbeddedHost.Hosting;

/// <summary>Reads host.json, over which <c>AzureFunctionsJobHost__…</c> in the environment has the last word.</summary>
internal static partial class HostJsonFile
{
    private const string DurableTask = "extensions:durableTask:";

    private static readonly OrchestrationRuntimeStatus[] _nonTerminal =
        [OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Suspended];

    public static HostJson Load(HostFolders folders, IConfiguration appSettings)
    {
        var path = folders.Find(HostFolders.HostFile);
        var settings = new SettingsReader(Content(path, appSettings), appSettings);
        var hostJson = Read(path, settings);
        return settings.Faults.Count == 0 ? hostJson : throw new HostStartException(
            $"'{path ?? HostFolders.HostFile}' has settings that cannot be used: {string.Join(" ", settings.Faults)}");
    }

    private static IConfigurationRoot Content(string? path, IConfiguration appSettings)
    {
        var builder = new ConfigurationBuilder();
        try
        {
            if (path is not null)
            {
                builder.AddJsonStream(new MemoryStream(File.ReadAllBytes(path)));
            }

            var overrides = appSettings.GetSection("AzureFunctionsJobHost").AsEnumerable(makePathsRelative: true);
            return builder.AddInMemoryCollection(overrides.Where(setting => setting.Value is not null)).Build();
        }
        catch (Exception exception) when (exception is FormatException or InvalidDataException or System.Text.Json.JsonException)
        {
            throw new HostStartException($"'{path}' cannot be read: {(exception.InnerException ?? exception).Message}", exception);
        }
    }

    private static HostJson Read(string? path, SettingsReader settings)
    {
        var version = settings.Text("version");
        if (path is not null && version != "2.0")
        {
            settings.Fault<string>("version", version, "'2.0'");
        }

        return new HostJson
        {
            Path = path,
            RoutePrefix = settings.Text("extensions:http:routePrefix")?.Trim('/') ?? "api",
            FunctionTimeout = Timeout(settings),
            Engine = Engine(settings),
            Queues = QueueSettingsReader.Read(settings),
            LogLevels = LogLevels(settings),
            Ignored = settings.Unread(),
        };
    }

    private static EngineSettings Engine(SettingsReader settings)
    {
        var defaults = new EngineSettings();
        return defaults with
        {
            HubName = HubName(settings) ?? defaults.HubName,
            MaxConcurrentActivityFunctions =
                settings.Integer(DurableTask + "maxConcurrentActivityFunctions", 1) ?? defaults.MaxConcurrentActivityFunctions,
            MaxConcurrentOrchestratorFunctions =
                settings.Integer(DurableTask + "maxConcurrentOrchestratorFunctions", 1) ?? defaults.MaxConcurrentOrchestratorFunctions,
            MaxOrchestrationActions = settings.Integer(DurableTask + "maxOrchestrationActions", 1) ?? defaults.MaxOrchestrationActions,
            ExtendedSessionIdleTimeout = SessionIdleTimeout(settings) ?? defaults.ExtendedSessionIdleTimeout,
            DedupeStatuses = Overridable(settings) is true ? [] : _nonTerminal,
            StoresInputs = settings.Boolean(DurableTask + "storeInputsInOrchestrationHistory") ?? defaults.StoresInputs,
            DefaultVersion = settings.Text(DurableTask + "defaultVersion") ?? defaults.DefaultVersion,
            VersionMatchStrategy = Choice<VersionMatchStrategy>(settings, "versionMatchStrategy") ?? defaults.VersionMatchStrategy,
            VersionFailureStrategy = Choice<VersionFailureStrategy>(settings, "versionFailureStrategy") ?? defaults.VersionFailureStrategy,
        };
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9]{2,44}$")]
    private static partial Regex ValidHubName();

    private static string? HubName(SettingsReader settings)
    {
        const string Path = DurableTask + "hubName";
        var name = settings.Text(Path);
        return name is null || ValidHubName().IsMatch(name)
            ? name
            : settings.Fault<string>(Path, name, "3 to 45 letters and digits, starting with a letter");
    }

    // Without the setting, instances stay in memory, which Azure does not do; an explicit false replays every episode, as Azure does.
    private static TimeSpan? SessionIdleTimeout(SettingsReader settings)
    {
        var seconds = settings.Integer(DurableTask + "extendedSessionIdleTimeoutInSeconds", 1);
        return settings.Boolean(DurableTask + "extendedSessionsEnabled") is false ? TimeSpan.Zero
            : seconds is { } value ? TimeSpan.FromSeconds(value)
            : null;
    }

    private static bool? Overridable(SettingsReader settings) => settings.Choice(
        DurableTask + "overridableExistingInstanceStates",
        new Dictionary<string, bool> { ["NonRunningStates"] = false, ["AnyState"] = true });

    private static T? Choice<T>(SettingsReader settings, string name)
        where T : struct, Enum =>
        settings.Choice(DurableTask + name, Enum.GetValues<T>().ToDictionary(value => value.ToString()));

    private static TimeSpan? Timeout(SettingsReader settings)
    {
        var text = settings.Text("functionTimeout");
        return text is null or "-1" ? null
            : TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var value) && value > TimeSpan.Zero ? value
            : settings.Fault<TimeSpan?>("functionTimeout", text, "a time such as '00:10:00', or '-1' for none");
    }

    private static Dictionary<string, LogLevel> LogLevels(SettingsReader settings)
    {
        var names = Enum.GetValues<LogLevel>().ToDictionary(level => level.ToString());
        var levels = new Dictionary<string, LogLevel>(StringComparer.OrdinalIgnoreCase);
        foreach (var category in settings.Children("logging:logLevel").ToList())
        {
            if (settings.Choice(category.Path, names) is { } level)
            {
                levels[category.Key] = level;
            }
        }

        return levels;
    }
}
