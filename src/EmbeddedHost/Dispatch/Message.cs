using DurableTask.Core.History;

namespace DurableSagas.EmbeddedHost.Dispatch;

/// <summary>An event for an instance.</summary>
/// <param name="Event">What the next episode is to take up.</param>
/// <param name="Sequence">Of its inbox row; 0 when only memory holds it: an activity's result, a timer that fired.</param>
internal readonly record struct Message(HistoryEvent Event, long Sequence)
{
    private const long InHistory = -1;

    /// <summary>Loading the instance brings it again.</summary>
    public bool IsDurable => Sequence != 0;

    public bool HasRow => Sequence > 0;

    /// <summary>One of the events with which an execution begins: they wait in the history's first row.</summary>
    public static Message OfStart(HistoryEvent started) => new(started, InHistory);
}
