using DurableTask.Core;

namespace DurableSagas.DurableTask.Sqlite.Instances;

/// <summary>As much of an instance's row as a message for it asks about.</summary>
internal readonly record struct InstanceStanding(long Key, OrchestrationStatus Status, int Episode, bool StartsLater)
{
    public bool Exists => Key != 0;

    public bool HasEnded => Statuses.IsEnd(Status);
}
