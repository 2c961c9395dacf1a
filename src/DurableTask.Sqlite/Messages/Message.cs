using DurableTask.Core;
using DurableTask.Core.History;

namespace DurableSagas.DurableTask.Sqlite.Messages;

/// <summary>A message for an instance.</summary>
/// <param name="Task">What the next episode is to take up.</param>
/// <param name="Sequence">Of its inbox row; 0 when only memory holds it: an activity's result, a timer that fired.</param>
internal readonly record struct Message(TaskMessage Task, long Sequence)
{
    private const long InStart = -1;

    public HistoryEvent Event => Task.Event;

    /// <summary>Loading the instance brings it again.</summary>
    public bool IsDurable => Sequence != 0;

    public bool HasRow => Sequence > 0;

    public bool IsStart => Sequence == InStart;

    /// <summary>The event that begins an execution has a row of its own.</summary>
    public static Message OfStart(ExecutionStartedEvent started) =>
        new(new TaskMessage { Event = started, OrchestrationInstance = started.OrchestrationInstance }, InStart);
}
