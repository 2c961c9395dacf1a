#nullable disable // Not annotated upstream: what is absent is null.

using System.Runtime.Serialization;

namespace DurableTask.Core.History;

/// <summary>Ignored in a replay: what is left of an event that a rewind took out.</summary>
[DataContract]
public class GenericEvent(int eventId, string data) : HistoryEvent(eventId)
{
    public override EventType EventType => EventType.GenericEvent;

    [DataMember]
    public string Data = data;
}
