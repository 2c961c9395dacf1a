using Microsoft.DurableTask.Protobuf;

namespace DurableSagas.Testing.Hub;

/// <summary>Takes a failed instance back to before its failures, by DurableTask.Core's rule.</summary>
/// <remarks>
/// Every failed task is taken out of the history, also one that a retry or a catch has dealt with: an orchestrator that
/// compensates in a catch is sent forward again by it. Failed children are rewound, and answer under the same number.
/// </remarks>
internal static class Rewind
{
    /// <summary>Within a commit: gives a failed instance its new history, and passes the rewind on to what runs next.</summary>
    public static void Apply(TaskHub hub, Instance instance, HistoryEvent request)
    {
        var failed = instance.History.Where(IsFailure).Select(failure => Events.AnsweredBy(failure)!.Value).ToHashSet();
        var children = FailedChildren(instance);
        HistoryEvent[] kept = [.. instance.History.Where(recorded => !IsDropped(recorded, failed))];

        Restart(instance, request.ExecutionRewound);
        instance.History.Clear();
        instance.History.AddRange(kept.Select(recorded => recorded.ExecutionStarted is null ? recorded : Restarted(recorded, instance.Start)));
        instance.History.AddRange(
        [
            Events.Of(hub.Now, new HistoryEvent { OrchestratorStarted = new OrchestratorStartedEvent() }),
            request,
            Events.Of(hub.Now, new HistoryEvent { OrchestratorCompleted = new OrchestratorCompletedEvent() }),
        ]);
        instance.Inbox.Clear();
        instance.UpdatedAt = hub.Now;
        ReopenWork(hub, instance);
        PassOn(hub, instance, children, request.ExecutionRewound.Reason);
    }

    /// <summary>The children by whose failures a rewind of the instance begins.</summary>
    public static IReadOnlySet<string> FailedChildren(Instance instance)
    {
        var failed = instance.History.Where(recorded => recorded.SubOrchestrationInstanceFailed is not null).Select(Events.AnsweredBy).ToHashSet();
        return instance.History
            .Where(recorded => recorded.SubOrchestrationInstanceCreated is not null && failed.Contains(recorded.EventId))
            .Select(child => child.SubOrchestrationInstanceCreated.InstanceId)
            .ToHashSet(StringComparer.Ordinal);
    }

    private static bool IsFailure(HistoryEvent recorded) => recorded.TaskFailed is not null || recorded.SubOrchestrationInstanceFailed is not null;

    private static bool IsDropped(HistoryEvent recorded, HashSet<int> failed) =>
        IsFailure(recorded) || recorded.ExecutionCompleted is not null || (recorded.TaskScheduled is not null && failed.Contains(recorded.EventId));

    private static void Restart(Instance instance, ExecutionRewoundEvent request)
    {
        var start = instance.Start.Clone();
        start.OrchestrationInstance = Executions.New(instance.Id);
        if (request.ParentExecutionId is { } parent)
        {
            start.ParentInstance.OrchestrationInstance.ExecutionId = parent;
        }

        instance.Start = start;
        (instance.HasEnded, instance.Status, instance.Output) = (false, OrchestrationStatus.Running, null);
    }

    private static HistoryEvent Restarted(HistoryEvent recorded, ExecutionStartedEvent start)
    {
        var restarted = recorded.Clone();
        restarted.ExecutionStarted = start;
        return restarted;
    }

    // What was under way when the instance failed answers another execution: it is asked for once more.
    private static void ReopenWork(TaskHub hub, Instance instance)
    {
        var answered = instance.History.Select(Events.AnsweredBy).OfType<int>().ToHashSet();
        instance.OpenCalls.Clear();
        instance.OpenTimers.Clear();
        foreach (var open in instance.History.Where(recorded => !answered.Contains(recorded.EventId)))
        {
            if (open.TaskScheduled is not null)
            {
                hub.Call(instance, open);
            }
            else if (open.TimerCreated is not null)
            {
                hub.SetTimer(instance, open);
            }
        }
    }

    private static void PassOn(TaskHub hub, Instance instance, IReadOnlySet<string> failedChildren, string? reason)
    {
        foreach (var child in failedChildren)
        {
            hub.Deliver(child, null, Events.Of(hub.Now, new HistoryEvent { ExecutionRewound = new ExecutionRewoundEvent { Reason = reason, ParentExecutionId = instance.ExecutionId, InstanceId = child } }));
        }

        if (failedChildren.Count == 0)
        {
            hub.Deliver(instance, Events.Of(hub.Now, new HistoryEvent { ExecutionRewound = new ExecutionRewoundEvent() }));
        }
    }
}
