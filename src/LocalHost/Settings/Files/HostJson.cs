using Microsoft.Extensions.Logging;

namespace DurableSagas.LocalHost.Settings.Files;

/// <summary>What host.json says to this host; what it says to the extensions goes to them as it stands.</summary>
internal sealed record HostJson
{
    /// <summary>As the real host has it where nothing is said.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(30);

    public required string Path { get; init; }

    public string RoutePrefix { get; init; } = "api";

    /// <summary>Null: functions may go on for ever.</summary>
    public TimeSpan? FunctionTimeout { get; init; } = DefaultTimeout;

    public IReadOnlyDictionary<string, LogLevel> LogLevels { get; init; } = new Dictionary<string, LogLevel>();

    /// <summary>What the WebJobs SDK and its extensions read, in the names of configuration.</summary>
    public IReadOnlyDictionary<string, string?> WebJobs { get; init; } = new Dictionary<string, string?>();
}
