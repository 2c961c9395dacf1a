namespace DurableSagas.EmbeddedHost.TaskHub;

/// <summary>Where a task hub is kept and how much it may take.</summary>
internal sealed record TaskHubSettings(string Path, string HubName)
{
    public const string InMemoryPath = ":memory:";

    public int CacheSizeInKib { get; init; } = 64 * 1024;

    /// <summary>Changes committed together; more wait for the next commit.</summary>
    public int MaxBatch { get; init; } = 512;

    /// <summary>Changes that may wait for the writer before callers do.</summary>
    public int MaxQueuedWrites { get; init; } = 4096;

    /// <summary>0: as large as the disk allows.</summary>
    public int MaxPages { get; init; }

    public bool InMemory => Path == InMemoryPath;
}
