using DurableTask.Core.History;
using Microsoft.Extensions.Logging;

namespace DurableSagas.EmbeddedHost.Orchestration;

/// <summary>Applies one event after the other to an execution; the orchestrator goes on, inline, as far as each lets it.</summary>
internal sealed partial class HistoryPlayer(OrchestrationRuntime runtime, ExecutionState state, string instanceId)
{
    private readonly ILogger _logger = runtime.Logger;
    private readonly Queue<HistoryEvent> _whileSuspended = new();

    /// <summary>Null until the execution has started, or when there is no function of its name.</summary>
    public Task<string?>? Function { get; private set; }

    public bool IsSuspended { get; private set; }

    public ExecutionTerminatedEvent? Terminated { get; private set; }

    /// <summary>The name that was to be run, when the app has no orchestrator of that name.</summary>
    public string? UnknownOrchestrator { get; private set; }

    public void Play(HistoryEvent happened)
    {
        if (happened is OrchestratorStartedEvent)
        {
            state.Position.UtcNow = happened.Timestamp;
        }
        else if (IsSuspended && happened is not (ExecutionResumedEvent or ExecutionTerminatedEvent or ExecutionSuspendedEvent))
        {
            _whileSuspended.Enqueue(happened);
        }
        else
        {
            Apply(happened);
            state.Thread.RunDeferred();
        }
    }

    private void Apply(HistoryEvent happened)
    {
        switch (happened)
        {
            case ExecutionStartedEvent started when Function is null:
                Start(started);
                break;
            case TaskScheduledEvent or TimerCreatedEvent or SubOrchestrationInstanceCreatedEvent or EventSentEvent:
                state.Actions.Match(happened);
                break;
            case EventRaisedEvent raised:
                state.Raise(raised);
                break;
            case ExecutionTerminatedEvent terminated:
                Terminated ??= terminated;
                break;
            case ExecutionSuspendedEvent:
                IsSuspended = true;
                break;
            case ExecutionResumedEvent:
                Resume();
                break;
            default:
                End(happened);
                break;
        }
    }

    private void Start(ExecutionStartedEvent started)
    {
        if (!runtime.Functions.HasOrchestrator(started.Name))
        {
            UnknownOrchestrator = started.Name;
            return;
        }

        Function = RunAsync(started.Name, new ReplayContext(runtime, state, started));
    }

    private async Task<string?> RunAsync(string name, ReplayContext context)
    {
        var output = await runtime.Functions.RunOrchestratorAsync(name, context);
        return runtime.Functions.DataConverter.Serialize(output);
    }

    private void Resume()
    {
        IsSuspended = false;
        while (_whileSuspended.TryDequeue(out var happened))
        {
            Apply(happened);
        }
    }

    private void End(HistoryEvent happened)
    {
        var (wasOpen, id) = happened switch
        {
            TaskCompletedEvent task => (state.OpenTasks.Complete(task.TaskScheduledId, task.Result), task.TaskScheduledId),
            TaskFailedEvent task =>
                (state.OpenTasks.Fail(task.TaskScheduledId, task.Reason, task.FailureDetails), task.TaskScheduledId),
            TimerFiredEvent timer => (state.OpenTasks.Complete(timer.TimerId, null), timer.TimerId),
            SubOrchestrationInstanceCompletedEvent child =>
                (state.OpenTasks.Complete(child.TaskScheduledId, child.Result), child.TaskScheduledId),
            SubOrchestrationInstanceFailedEvent child =>
                (state.OpenTasks.Fail(child.TaskScheduledId, child.Reason, child.FailureDetails), child.TaskScheduledId),
            _ => (true, happened.EventId),
        };
        if (!wasOpen && !state.Position.IsReplaying)
        {
            LogDuplicate(instanceId, happened.EventType, id);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Instance '{InstanceId}': {EventType} for task #{TaskId} is ignored, for the task is not open: a duplicate, or a timer that was cancelled.")]
    private partial void LogDuplicate(string instanceId, EventType eventType, int taskId);
}
