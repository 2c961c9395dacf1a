using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace DurableSagas.LocalHost.Settings.Files;

/// <summary>Reads host.json, over which <c>AzureFunctionsJobHost__…</c> in the environment has the last word.</summary>
internal static class HostJsonFile
{
    private const string Overrides = "AzureFunctionsJobHost";

    // The WebJobs SDK looks below this section; the real host puts it below AzureFunctionsJobHost.
    private const string WebJobs = "AzureWebJobs";
    private static readonly string[] _forWebJobs = ["concurrency", "extensions", "singleton"];

    public static HostJson Load(AppFolder folder, IConfiguration appSettings)
    {
        var path = Path.Combine(folder.Path, AppFolder.HostFile);
        var content = Content(path, appSettings);
        var settings = new SettingsReader(content, appSettings);
        var hostJson = Read(path, content, settings);
        return settings.Faults.Count == 0 ? hostJson : throw new HostStartException(
            $"'{path}' has settings that cannot be used: {string.Join(" ", settings.Faults)}");
    }

    private static IConfigurationRoot Content(string path, IConfiguration appSettings)
    {
        try
        {
            var overrides = appSettings.GetSection(Overrides).AsEnumerable(makePathsRelative: true);
            return new ConfigurationBuilder()
                .AddJsonStream(new MemoryStream(File.ReadAllBytes(path)))
                .AddInMemoryCollection(overrides.Where(setting => setting.Value is not null))
                .Build();
        }
        catch (Exception exception) when (exception is FormatException or InvalidDataException or IOException or JsonException)
        {
            throw new HostStartException($"'{path}' cannot be read: {(exception.InnerException ?? exception).Message}", exception);
        }
    }

    private static HostJson Read(string path, IConfigurationRoot content, SettingsReader settings)
    {
        var version = settings.Text("version");
        if (version != "2.0")
        {
            settings.Fault<string>("version", version, "'2.0'");
        }

        return new HostJson
        {
            Path = path,
            RoutePrefix = settings.Text("extensions:http:routePrefix")?.Trim('/') ?? "api",
            FunctionTimeout = Timeout(settings),
            LogLevels = LogLevels(settings),
            WebJobs = _forWebJobs.SelectMany(name => content.GetSection(name).AsEnumerable())
                .Where(setting => setting.Value is not null)
                .ToDictionary(setting => $"{WebJobs}:{setting.Key}", setting => setting.Value, StringComparer.OrdinalIgnoreCase),
        };
    }

    private static TimeSpan? Timeout(SettingsReader settings)
    {
        const string Path = "functionTimeout";
        return settings.Text(Path) switch
        {
            null => HostJson.DefaultTimeout,
            "-1" => null,
            var text when TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var value) && value > TimeSpan.Zero => value,
            var text => settings.Fault<TimeSpan?>(Path, text, "a time such as '00:10:00', or '-1' for none"),
        };
    }

    private static Dictionary<string, LogLevel> LogLevels(SettingsReader settings)
    {
        var names = Enum.GetValues<LogLevel>().ToDictionary(level => level.ToString());
        var levels = new Dictionary<string, LogLevel>(StringComparer.OrdinalIgnoreCase);
        foreach (var category in settings.Children("logging:logLevel"))
        {
            if (settings.Choice(category.Path, names) is { } level)
            {
                levels[category.Key] = level;
            }
        }

        return levels;
    }
}
