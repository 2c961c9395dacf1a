using DurableSagas.Testing.Hub;
using Grpc.Core;
using Microsoft.DurableTask.Protobuf;

namespace DurableSagas.Testing.Client;

/// <summary>Sends instances events, and asks them to end, to pause, to go on and to go back.</summary>
internal sealed class InstanceMessages(TaskHub hub)
{
    public void Raise(RaiseEventRequest request) => Send(
        request.InstanceId,
        Events.Raised(request.Name, request.Input),
        found => found.Status.IsOfAnEnd() ? "The orchestration instance with the provided instance id is not running." : null);

    public void Terminate(TerminateRequest request) => Send(
        request.InstanceId,
        new HistoryEvent { ExecutionTerminated = new ExecutionTerminatedEvent { Input = request.Output, Recurse = request.Recursive } },
        found => found.Status.IsOfAnEnd() ? $"Cannot terminate the orchestration instance {found.Id} because instance is in the {found.Status} state." : null,
        (found, terminated) =>
        {
            if (!found.HasBegun && found.Start.ScheduledStartTimestamp is { } at && at.ToDateTimeOffset() > hub.Now)
            {
                EndUnstarted(found, terminated);
            }
        });

    public void Suspend(SuspendRequest request) => Send(
        request.InstanceId,
        new HistoryEvent { ExecutionSuspended = new ExecutionSuspendedEvent { Input = request.Reason } },
        found => found.Status.IsOfAnEnd() || found.Status == OrchestrationStatus.Suspended ? $"Cannot suspend the orchestration instance {found.Id} because instance is in the {found.Status} state." : null);

    public void Resume(ResumeRequest request) => Send(
        request.InstanceId,
        new HistoryEvent { ExecutionResumed = new ExecutionResumedEvent { Input = request.Reason } },
        found => found.Status == OrchestrationStatus.Suspended ? null : $"Cannot resume the orchestration instance {found.Id} because instance is in the {found.Status} state.");

    // Pending at once, so that of two rewinds at the same time one is refused.
    public void Rewind(RewindInstanceRequest request) => Send(
        request.InstanceId,
        new HistoryEvent { ExecutionRewound = new ExecutionRewoundEvent { Reason = request.Reason } },
        WhyNotRewound,
        static (found, _) => found.Status = OrchestrationStatus.Pending);

    private void Send(string instanceId, HistoryEvent message, Func<Instance, string?> whyNot, Action<Instance, HistoryEvent>? mark = null) => hub.Write(() =>
    {
        var found = hub.Find(instanceId) ?? throw Refusal.NotFound(instanceId);
        if (whyNot(found) is { } refused)
        {
            throw Refusal.WrongState(refused);
        }

        return () =>
        {
            hub.Deliver(found, Events.Of(hub.Now, message));
            mark?.Invoke(found, message);
        };
    });

    // Nothing of it has run, so that there is no episode in which it could take the message up.
    private static void EndUnstarted(Instance found, HistoryEvent terminated)
    {
        found.History.AddRange(found.Inbox);
        found.History.Add(new HistoryEvent { Timestamp = terminated.Timestamp, ExecutionCompleted = new ExecutionCompletedEvent { OrchestrationStatus = OrchestrationStatus.Terminated, Result = terminated.ExecutionTerminated.Input } });
        found.Inbox.Clear();
        (found.HasEnded, found.Status, found.Output) = (true, OrchestrationStatus.Terminated, terminated.ExecutionTerminated.Input);
    }

    // By the engine's rule alone it would be rewound, and then wait for a child that never answers.
    private string? WhyNotRewound(Instance found) =>
        found.Status != OrchestrationStatus.Failed ? "The rewind operation is only supported on failed orchestration instances."
        : Hub.Rewind.FailedChildren(found).FirstOrDefault(child => hub.Find(child) is not { Status: OrchestrationStatus.Failed }) is { } gone
            ? $"Instance '{found.Id}' cannot be rewound: its failed child '{gone}' {(hub.Find(gone) is { } other ? $"is {other.Status} now" : "has been purged")}, so nothing would ever answer it."
        : null;
}
