using System.Runtime.Serialization;

namespace DurableTask.Core.History;

/// <summary>An episode began; its timestamp is the orchestrator's current time.</summary>
[DataContract]
public class OrchestratorStartedEvent(int eventId) : HistoryEvent(eventId)
{
    public override EventType EventType => EventType.OrchestratorStarted;
}
