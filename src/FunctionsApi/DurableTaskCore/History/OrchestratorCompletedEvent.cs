using System.Runtime.Serialization;

namespace DurableTask.Core.History;

/// <summary>An episode ended.</summary>
[DataContract]
public class OrchestratorCompletedEvent(int eventId) : HistoryEvent(eventId)
{
    public override EventType EventType => EventType.OrchestratorCompleted;
}
