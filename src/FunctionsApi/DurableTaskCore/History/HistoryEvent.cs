using System.Runtime.Serialization;

namespace DurableTask.Core.History;

/// <summary>One line of an instance's history.</summary>
/// <remarks>Whoever makes an event stamps it: the clock is the engine's, so <see cref="Timestamp"/> is not set here.</remarks>
[DataContract]
[KnownType(nameof(KnownTypes))]
public abstract class HistoryEvent(int eventId) : IExtensibleDataObject
{
    private static readonly Type[] _knownTypes =
        [.. typeof(HistoryEvent).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(HistoryEvent)))];

    [DataMember]
    public int EventId { get; internal set; } = eventId;

    [DataMember]
    public bool IsPlayed { get; set; }

    [DataMember]
    public DateTime Timestamp { get; set; }

    [DataMember]
    public virtual EventType EventType { get; private set; }

    public ExtensionDataObject? ExtensionData { get; set; }

    public static IEnumerable<Type> KnownTypes() => _knownTypes;
}
