using DurableSagas.EmbeddedHost.Orchestration;
using DurableTask.Core;
using DurableTask.Core.History;

namespace DurableSagas.EmbeddedHost.Tests.Orchestration;

/// <summary>What <see cref="ScriptedHub"/> keeps of an instance.</summary>
internal sealed class ScriptedInstance(string id)
{
    public string Id => id;

    public List<HistoryEvent> History { get; } = [];

    public Queue<HistoryEvent> Inbox { get; } = new();

    public OrchestrationExecution? Live { get; set; }

    public OrchestrationStatus Status { get; set; } = OrchestrationStatus.Pending;

    public ExecutionCompletedEvent? Completion { get; set; }

    public string? CustomStatus { get; set; }

    public EpisodeResult? LastEpisode { get; set; }

    public bool MustRun { get; set; }

    public ExecutionStartedEvent Started => History.OfType<ExecutionStartedEvent>().Single();

    public bool IsRunning => Status is OrchestrationStatus.Running or OrchestrationStatus.Pending or OrchestrationStatus.Suspended;

    /// <summary>What a client sees of a failure, or the JSON result.</summary>
    public string? Output => Completion?.FailureDetails?.ToString() ?? Completion?.Result;

    /// <summary>The history without its episode marks, one short line an event.</summary>
    public IReadOnlyList<string> Events =>
        [.. History.Where(recorded => recorded is not (OrchestratorStartedEvent or OrchestratorCompletedEvent)).Select(Describe)];

    private static string Describe(HistoryEvent recorded) => recorded switch
    {
        ExecutionStartedEvent started => $"Started {started.Name} {started.Input}".TrimEnd(),
        TaskScheduledEvent task => $"#{task.EventId} call {task.Name} {task.Input}",
        TaskCompletedEvent task => $"#{task.TaskScheduledId} returned {task.Result}".TrimEnd(),
        TaskFailedEvent task => $"#{task.TaskScheduledId} failed: {task.FailureDetails?.ErrorMessage}",
        TimerCreatedEvent timer => $"#{timer.EventId} timer",
        TimerFiredEvent timer => $"#{timer.TimerId} fired",
        SubOrchestrationInstanceCreatedEvent child => $"#{child.EventId} start {child.Name}",
        SubOrchestrationInstanceCompletedEvent child => $"#{child.TaskScheduledId} ended {child.Result}".TrimEnd(),
        SubOrchestrationInstanceFailedEvent child => $"#{child.TaskScheduledId} ended badly: {child.Reason}",
        EventSentEvent sent => $"#{sent.EventId} send {sent.Name} {sent.Input}",
        EventRaisedEvent raised => $"event {raised.Name} {raised.Input}".TrimEnd(),
        ExecutionCompletedEvent ended => $"#{ended.EventId} {ended.OrchestrationStatus} {ended.Result}".TrimEnd(),
        _ => recorded.EventType.ToString(),
    };
}
