using DurableSagas.EmbeddedHost.Orchestration;
using DurableSagas.EmbeddedHost.TaskHub;
using DurableTask.Core.History;

namespace DurableSagas.EmbeddedHost.Dispatch;

/// <summary>What a loaded session knows of its instance.</summary>
internal sealed class LiveInstance(InstanceRow row, OrchestrationExecution execution, ExecutionStartedEvent started)
{
    /// <summary>As last committed.</summary>
    public InstanceRow Row { get; set; } = row;

    public OrchestrationExecution Execution { get; } = execution;

    /// <summary>The event that began this execution.</summary>
    public ExecutionStartedEvent Started { get; } = started;

    /// <summary>Durable timers that have a row, by id.</summary>
    public Dictionary<int, DateTime> Timers { get; } = [];

    /// <summary>The instance is to have an episode even if no message came: it was rewound.</summary>
    public bool MustRun { get; set; }
}
