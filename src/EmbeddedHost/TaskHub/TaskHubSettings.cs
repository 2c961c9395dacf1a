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

    /// <summary><c>:memory:</c>, or <c>:memory:NAME</c> for one that lives as long as any connection to that name is open.</summary>
    public bool InMemory => Path.StartsWith(InMemoryPath, StringComparison.Ordinal);

    /// <summary>Null when only this hub's own connection can see it.</summary>
    public string? SharedMemoryName => InMemory && Path.Length > InMemoryPath.Length ? Path[InMemoryPath.Length..] : null;
}
