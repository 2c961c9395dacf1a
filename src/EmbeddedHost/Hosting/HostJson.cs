using DurableSagas.EmbeddedHost.Dispatch;
using DurableSagas.EmbeddedHost.Queues;
using Microsoft.Extensions.Logging;

namespace DurableSagas.EmbeddedHost.Hosting;

/// <summary>What host.json says, as far as it means something in one process.</summary>
internal sealed record HostJson
{
    public string? Path { get; init; }

    public string RoutePrefix { get; init; } = "api";

    /// <summary>Null: functions may go on for ever.</summary>
    public TimeSpan? FunctionTimeout { get; init; }

    public EngineSettings Engine { get; init; } = new();

    public QueueSettings Queues { get; init; } = new();

    public IReadOnlyDictionary<string, LogLevel> LogLevels { get; init; } = new Dictionary<string, LogLevel>();

    /// <summary>Settings in the file that this host does not use.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];
}
