using DurableSagas.Testing.Hub;
using Microsoft.DurableTask.Protobuf;

namespace DurableSagas.Testing.Running;

/// <summary>Within a commit: writes an episode into the history, and lets out what the orchestrator asked for.</summary>
internal sealed class EpisodeCommit(TaskHub hub, Instance instance)
{
    public void Apply(IReadOnlyList<HistoryEvent> news, OrchestratorResponse response)
    {
        instance.History.AddRange(news);
        instance.Status = StatusAfter(news);
        instance.CustomStatus = response.CustomStatus;
        instance.UpdatedAt = hub.Now;
        CompleteOrchestrationAction? end = null;
        foreach (var action in response.Actions)
        {
            instance.History.Add(Events.Of(hub.Now, action.Id, Apply(action)));
            end ??= action.CompleteOrchestration;
        }

        instance.History.Add(Events.Of(hub.Now, new HistoryEvent { OrchestratorCompleted = new OrchestratorCompletedEvent() }));
        if (end is { OrchestrationStatus: OrchestrationStatus.ContinuedAsNew })
        {
            ContinueAsNew(end);
        }
        else if (end is not null)
        {
            End(end);
        }
    }

    private HistoryEvent Apply(OrchestratorAction action) => action.OrchestratorActionTypeCase switch
    {
        OrchestratorAction.OrchestratorActionTypeOneofCase.ScheduleTask => Schedule(action.Id, action.ScheduleTask),
        OrchestratorAction.OrchestratorActionTypeOneofCase.CreateTimer => SetTimer(action.Id, action.CreateTimer),
        OrchestratorAction.OrchestratorActionTypeOneofCase.CreateSubOrchestration => Start(action.Id, action.CreateSubOrchestration),
        OrchestratorAction.OrchestratorActionTypeOneofCase.SendEvent => Send(action.SendEvent),
        OrchestratorAction.OrchestratorActionTypeOneofCase.CompleteOrchestration => Completed(action.CompleteOrchestration),
        var other => throw new NotSupportedException($"Orchestrator '{instance.Start.Name}' of instance '{instance.Id}' asks for '{other}', which the kit does not have. It has activities, timers, sub-orchestrations and events."),
    };

    private HistoryEvent Schedule(int id, ScheduleTaskAction action)
    {
        var scheduled = new HistoryEvent { EventId = id, TaskScheduled = new TaskScheduledEvent { Name = action.Name, Version = action.Version, Input = action.Input } };
        scheduled.TaskScheduled.Tags.Add(action.Tags);
        hub.Call(instance, scheduled);
        return scheduled;
    }

    private HistoryEvent SetTimer(int id, CreateTimerAction action)
    {
        var created = new HistoryEvent { EventId = id, TimerCreated = new TimerCreatedEvent { FireAt = action.FireAt } };
        hub.SetTimer(instance, created);
        return created;
    }

    // As in Azure, the start of one whose id runs already is dropped, and nobody answers its parent.
    private HistoryEvent Start(int id, CreateSubOrchestrationAction action)
    {
        if (hub.Find(action.InstanceId) is null or { HasEnded: true })
        {
            var start = new ExecutionStartedEvent
            {
                Name = action.Name,
                Version = action.Version,
                Input = action.Input,
                OrchestrationInstance = Executions.New(action.InstanceId),
                ParentInstance = new ParentInstanceInfo { TaskScheduledId = id, Name = instance.Start.Name, Version = instance.Start.Version, OrchestrationInstance = instance.Start.OrchestrationInstance },
            };
            start.Tags.Add(action.Tags);
            hub.Add(start);
        }

        return new HistoryEvent { SubOrchestrationInstanceCreated = new SubOrchestrationInstanceCreatedEvent { InstanceId = action.InstanceId, Name = action.Name, Version = action.Version, Input = action.Input } };
    }

    private HistoryEvent Send(SendEventAction action)
    {
        hub.Deliver(action.Instance.InstanceId, null, Events.Of(hub.Now, Events.Raised(action.Name, action.Data)));
        return new HistoryEvent { EventSent = new EventSentEvent { InstanceId = action.Instance.InstanceId, Name = action.Name, Input = action.Data } };
    }

    private static HistoryEvent Completed(CompleteOrchestrationAction action) => action.OrchestrationStatus == OrchestrationStatus.ContinuedAsNew
        ? new HistoryEvent { ContinueAsNew = new ContinueAsNewEvent { Input = action.Result } }
        : new HistoryEvent { ExecutionCompleted = new ExecutionCompletedEvent { OrchestrationStatus = action.OrchestrationStatus, Result = action.Result, FailureDetails = action.FailureDetails } };

    private void End(CompleteOrchestrationAction action)
    {
        (instance.HasEnded, instance.Status, instance.Output) = (true, action.OrchestrationStatus, action.Result);
        if (action is { OrchestrationStatus: OrchestrationStatus.Failed, FailureDetails: { } failure })
        {
            instance.Output = $"{failure.ErrorType}: {failure.ErrorMessage}";
        }

        if (instance.Start.ParentInstance is { } parent)
        {
            hub.Deliver(parent.OrchestrationInstance.InstanceId, parent.OrchestrationInstance.ExecutionId, Events.Of(hub.Now, AnswerTo(parent, action)));
        }
    }

    private static HistoryEvent AnswerTo(ParentInstanceInfo parent, CompleteOrchestrationAction action) => action.OrchestrationStatus == OrchestrationStatus.Completed
        ? new HistoryEvent { SubOrchestrationInstanceCompleted = new SubOrchestrationInstanceCompletedEvent { TaskScheduledId = parent.TaskScheduledId, Result = action.Result } }
        : new HistoryEvent { SubOrchestrationInstanceFailed = new SubOrchestrationInstanceFailedEvent { TaskScheduledId = parent.TaskScheduledId, FailureDetails = action.FailureDetails } };

    /// <summary>A new execution with a history of its own; events that nobody has taken go over to it, answers to the old one do not.</summary>
    private void ContinueAsNew(CompleteOrchestrationAction action)
    {
        var start = instance.Start.Clone();
        (start.Input, start.Version, start.OrchestrationInstance) = (action.Result, action.NewVersion ?? start.Version, Executions.New(instance.Id));
        HistoryEvent[] left = [.. action.CarryoverEvents, .. instance.Inbox.Where(message => Events.AnsweredBy(message) is null)];
        instance.Start = start;
        instance.History.Clear();
        instance.OpenCalls.Clear();
        instance.OpenTimers.Clear();
        instance.Inbox.Clear();
        hub.Deliver(instance, Events.Of(hub.Now, new HistoryEvent { ExecutionStarted = start }));
        instance.Inbox.AddRange(left);
    }

    private OrchestrationStatus StatusAfter(IReadOnlyList<HistoryEvent> news) => news.LastOrDefault(message => message.ExecutionSuspended is not null || message.ExecutionResumed is not null) switch
    {
        { ExecutionSuspended: not null } => OrchestrationStatus.Suspended,
        null when instance.Status == OrchestrationStatus.Suspended => OrchestrationStatus.Suspended,
        _ => OrchestrationStatus.Running,
    };
}
