using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Core.Tracing;

namespace DurableSagas.DurableTask.Sqlite.History.Events;

/// <summary>All that any kind of event can hold; each kind uses some of it, and what is null is not stored.</summary>
internal ref struct EventFields
{
    public EventType Type { get; set; }

    public int EventId { get; set; }

    public DateTime Timestamp { get; set; }

    public string? Name { get; set; }

    public string? Version { get; set; }

    /// <summary>Input, result, output or data.</summary>
    public string? Payload { get; set; }

    /// <summary>Kept for a repetition of the call; what tells the history leaves it out.</summary>
    public bool IsPayloadHidden { get; set; }

    public string? Reason { get; set; }

    public string? Details { get; set; }

    public string? InstanceId { get; set; }

    public string? ExecutionId { get; set; }

    public string? ParentExecutionId { get; set; }

    public string? Correlation { get; set; }

    public string? ClientSpanId { get; set; }

    public int? TaskId { get; set; }

    public int? Generation { get; set; }

    public bool GenerateNewTrace { get; set; }

    public OrchestrationStatus? Status { get; set; }

    public DateTime? FireAt { get; set; }

    public DateTime? ScheduledStart { get; set; }

    public IDictionary<string, string>? Tags { get; set; }

    public FailureDetails? Failure { get; set; }

    public ParentInstance? Parent { get; set; }

    public DistributedTraceContext? Trace { get; set; }

    public OrchestrationState? State { get; set; }
}
