using Google.Protobuf.WellKnownTypes;
using Microsoft.DurableTask.Protobuf;

namespace DurableSagas.Testing.Hub;

/// <summary>Makes the events of histories, and asks what they are.</summary>
internal static class Events
{
    // What answers or comes from outside has no number of its own: only what an orchestrator asks for is counted.
    private const int Unnumbered = -1;

    public static HistoryEvent Of(DateTimeOffset at, HistoryEvent message)
    {
        message.EventId = Unnumbered;
        message.Timestamp = Timestamp.FromDateTimeOffset(at);
        return message;
    }

    /// <summary>What an orchestrator asked for.</summary>
    public static HistoryEvent Of(DateTimeOffset at, int number, HistoryEvent action)
    {
        action.EventId = number;
        action.Timestamp = Timestamp.FromDateTimeOffset(at);
        return action;
    }

    public static HistoryEvent TimerFired(HistoryEvent created) =>
        new() { TimerFired = new TimerFiredEvent { TimerId = created.EventId, FireAt = created.TimerCreated.FireAt } };

    public static HistoryEvent Raised(string name, string? input) => new() { EventRaised = new EventRaisedEvent { Name = name, Input = input } };

    /// <summary>The event that this one answers; null when it answers none.</summary>
    public static int? AnsweredBy(HistoryEvent answer) => answer.EventTypeCase switch
    {
        HistoryEvent.EventTypeOneofCase.TaskCompleted => answer.TaskCompleted.TaskScheduledId,
        HistoryEvent.EventTypeOneofCase.TaskFailed => answer.TaskFailed.TaskScheduledId,
        HistoryEvent.EventTypeOneofCase.SubOrchestrationInstanceCompleted => answer.SubOrchestrationInstanceCompleted.TaskScheduledId,
        HistoryEvent.EventTypeOneofCase.SubOrchestrationInstanceFailed => answer.SubOrchestrationInstanceFailed.TaskScheduledId,
        HistoryEvent.EventTypeOneofCase.TimerFired => answer.TimerFired.TimerId,
        _ => null,
    };
}
