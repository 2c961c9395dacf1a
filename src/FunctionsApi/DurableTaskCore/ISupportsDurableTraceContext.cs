#nullable disable // Not annotated upstream: what is absent is null.

using DurableTask.Core.Tracing;

namespace DurableTask.Core;

public interface ISupportsDurableTraceContext
{
    DistributedTraceContext ParentTraceContext { get; set; }
}
