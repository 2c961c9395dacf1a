using Microsoft.DurableTask.Client;

namespace DurableSagas.EmbeddedHost.Dispatch;

/// <summary>What host.json's <c>extensions.durableTask</c> can change in an engine of one process.</summary>
internal sealed record EngineSettings
{
    /// <summary>A file, or <c>:memory:</c>.</summary>
    public string TaskHubPath { get; init; } = ":memory:";

    public string HubName { get; init; } = "TestHubName";

    public int CacheSizeInKib { get; init; } = 64 * 1024;

    public int MaxConcurrentActivityFunctions { get; init; } = 10 * Environment.ProcessorCount;

    /// <summary>More wait in the histories of their instances, not in memory.</summary>
    public int MaxQueuedActivities { get; init; } = 20_000;

    public int MaxConcurrentOrchestratorFunctions { get; init; } = 10 * Environment.ProcessorCount;

    /// <summary>How long an instance that waits is kept in memory; after that it is replayed when something happens to it. Zero: each episode is.</summary>
    public TimeSpan ExtendedSessionIdleTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A longer durable timer is made of several.</summary>
    public TimeSpan MaximumTimerInterval { get; init; } = TimeSpan.FromDays(3);

    /// <summary>More actions than these in one execution fail it: a loop without an end.</summary>
    public int MaxOrchestrationActions { get; init; } = 100_000;

    /// <summary>States in which an instance's id cannot be used again; from <c>overridableExistingInstanceStates</c>.</summary>
    public IReadOnlyList<OrchestrationRuntimeStatus> DedupeStatuses { get; init; } =
        [OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Suspended];

    /// <summary>Whether histories that are read tell the inputs of activities and sub-orchestrations; as in Azure, they do not unless <c>storeInputsInOrchestrationHistory</c> is set.</summary>
    public bool StoresInputs { get; init; }

    public string DefaultVersion { get; init; } = string.Empty;

    public VersionMatchStrategy VersionMatchStrategy { get; init; } = VersionMatchStrategy.None;

    public VersionFailureStrategy VersionFailureStrategy { get; init; } = VersionFailureStrategy.Reject;
}
