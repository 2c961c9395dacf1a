using DurableTask.Core.History;

namespace DurableSagas.DurableTask.Sqlite.Instances;

/// <summary>How a start went: the new instance, or the one that refused it.</summary>
internal sealed record StartedInstance(InstanceRow Row, ExecutionStartedEvent Started, bool IsRefused)
{
    public InstanceKey? Replaced { get; init; }
}
