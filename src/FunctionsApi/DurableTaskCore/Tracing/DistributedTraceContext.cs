using System.Runtime.Serialization;

namespace DurableTask.Core.Tracing;

/// <summary>The W3C trace that an event belongs to.</summary>
[DataContract]
public class DistributedTraceContext(string traceParent, string? traceState = null)
{
    private const int MaxTraceStateLength = 513;

    private string? _traceState = traceState;

    [DataMember]
    public string TraceParent { get; set; } = traceParent;

    /// <summary>Dropped as a whole when it is too long: the W3C rules for shortening it are not worth their code.</summary>
    [DataMember]
    public string? TraceState
    {
        get => _traceState;
        set => _traceState = value?.Length <= MaxTraceStateLength ? value : null;
    }

    [DataMember]
    public string? Id { get; set; }

    [DataMember]
    public string? SpanId { get; set; }

    [DataMember]
    public DateTimeOffset? ActivityStartTime { get; set; }
}
