using DurableSagas.DurableTask.Sqlite.Instances;
using DurableTask.Core;

namespace DurableSagas.DurableTask.Sqlite.Sessions;

/// <summary>What a loaded session knows of its instance, as last committed.</summary>
internal sealed class LiveInstance(InstanceRow row, OrchestrationRuntimeState state)
{
    public InstanceRow Row { get; set; } = row;

    public OrchestrationRuntimeState State { get; set; } = state;

    /// <summary>Activities that were scheduled and not answered.</summary>
    public HashSet<int> OpenActivities { get; set; } = [];

    /// <summary>Durable timers that have a row, by id.</summary>
    public Dictionary<long, DateTime> Timers { get; } = [];

    public bool StartsAfter(DateTime now) => Row is { Episode: 0, ScheduledStart: { } due } && due > now;
}
