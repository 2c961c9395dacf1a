using System.Collections.Frozen;
using DurableSagas.DurableTask.Sqlite.Sessions;
using DurableTask.Core;
using DurableTask.Core.History;

namespace DurableSagas.DurableTask.Sqlite.Episodes;

/// <summary>What a dispatcher made of a work item.</summary>
/// <param name="State">Its new events are those of the episode, or all of them when it replaces the history.</param>
/// <param name="Replaces">It is another execution than before: continued as new, or rewound.</param>
internal sealed record EpisodeResult(OrchestrationRuntimeState State, bool Replaces)
{
    public required IList<TaskMessage> Activities { get; init; }

    public required IList<TaskMessage> Timers { get; init; }

    /// <summary>For instances.</summary>
    public required IList<TaskMessage> Messages { get; init; }

    public IReadOnlyDictionary<int, TaskScheduledEvent> ScheduledById() => Activities.Count == 0
        ? FrozenDictionary<int, TaskScheduledEvent>.Empty
        : Activities.Select(message => message.Event).OfType<TaskScheduledEvent>().ToDictionary(scheduled => scheduled.EventId);

    /// <summary>The dispatcher gives an execution its span at the first episode, and reads it again at each.</summary>
    public bool HasTrace(LiveInstance before) =>
        before.Row.Episode == 0 && State.ExecutionStartedEvent?.ParentTraceContext?.SpanId is not null;
}
