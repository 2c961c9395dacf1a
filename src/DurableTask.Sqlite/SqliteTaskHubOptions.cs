using DurableTask.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DurableSagas.DurableTask.Sqlite;

/// <summary>Where a task hub is kept, and how much of it is worked on at once.</summary>
public sealed record SqliteTaskHubOptions
{
    /// <summary>The <see cref="File"/> of a hub that is gone when its service is disposed.</summary>
    public const string InMemory = ":memory:";

    /// <summary>A path, or <see cref="InMemory"/>. The file and its folder are made when they are missing.</summary>
    public required string File { get; init; }

    /// <summary>Written into a new file; a file of another name is refused.</summary>
    public string TaskHubName { get; init; } = "TaskHub";

    public int MaxConcurrentOrchestrations { get; init; } = 500;

    public int MaxConcurrentEntities { get; init; } = 100;

    /// <summary>Operations that an entity is called with at once; null: as many as wait.</summary>
    public int? MaxEntityOperationBatchSize { get; init; }

    public int MaxConcurrentActivities { get; init; } = 100;

    /// <summary>Instances kept in memory while they wait; the others are read again when something arrives for them.</summary>
    public int MaxIdleInstancesInMemory { get; init; } = 10_000;

    /// <summary>Activities kept in memory until they are called; the others are looked up in the history when there is room.</summary>
    public int MaxQueuedActivities { get; init; } = 100_000;

    /// <summary>How long an orchestrator stays alive for its next message; zero: each episode replays it.</summary>
    public TimeSpan ExtendedSessionIdleTimeout { get; init; }

    public BehaviorOnContinueAsNew EventBehaviourForContinueAsNew { get; init; } = BehaviorOnContinueAsNew.Carryover;

    /// <summary>Fires timers and scheduled starts.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    internal bool IsInMemory => File == InMemory;

    internal int CacheSizeInKib { get; init; } = 64 * 1024;

    /// <summary>Changes committed together; more wait for the next commit.</summary>
    internal int MaxBatch { get; init; } = 512;

    /// <summary>Changes that may wait for the writer before callers do.</summary>
    internal int MaxQueuedWrites { get; init; } = 4096;

    /// <summary>0: as large as the disk allows.</summary>
    internal int MaxPages { get; init; }

    /// <summary>Timers kept in memory until they are due.</summary>
    internal int MaxTimersInMemory { get; init; } = 10_000;
}
