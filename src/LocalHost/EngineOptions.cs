using DurableSagas.LocalHost.TaskHub;

namespace DurableSagas.LocalHost;

/// <summary>What the front tells the engine; all else is in the configuration.</summary>
internal sealed record EngineOptions
{
    /// <summary>The folder with <c>worker.config.json</c>: a build's or a publish's output.</summary>
    public required string AppFolder { get; init; }

    /// <summary>Environment variables of the worker process, over those that this process has.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    public TaskHubOptions TaskHub { get; init; } = new();

    /// <summary>host.json's <c>functionTimeout</c>; null means none.</summary>
    public TimeSpan? FunctionTimeout { get; init; }

    /// <summary>Print the worker's process id and wait for a debugger.</summary>
    public bool Debug { get; init; }
}
