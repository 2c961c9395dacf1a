using DurableTask.Core;
using DurableTask.Core.History;

namespace DurableSagas.EmbeddedHost.Orchestration;

/// <summary>An execution ended to begin again, with a new input and the events that it had not consumed.</summary>
internal sealed record ContinuedAsNew(string? Input, string? NewVersion, IReadOnlyList<HistoryEvent> CarriedEvents)
{
    /// <summary>The first event of the next execution: all of the previous one's identity but its execution id.</summary>
    public ExecutionStartedEvent NextStart(ExecutionStartedEvent previous, string executionId, DateTime utcNow) => new(-1, Input!)
    {
        Timestamp = utcNow,
        OrchestrationInstance = new OrchestrationInstance
        {
            InstanceId = previous.OrchestrationInstance.InstanceId,
            ExecutionId = executionId,
        },
        ParentInstance = previous.ParentInstance,
        Name = previous.Name,
        Version = NewVersion ?? previous.Version,
        Tags = previous.Tags,
        ParentTraceContext = previous.ParentTraceContext,
    };
}
