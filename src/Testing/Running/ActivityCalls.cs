using DurableSagas.Testing.Calls;
using DurableSagas.Testing.Functions;
using DurableSagas.Testing.Hub;
using Microsoft.DurableTask.Protobuf;

namespace DurableSagas.Testing.Running;

/// <summary>Calls activities, and commits what they return or throw.</summary>
internal sealed class ActivityCalls(TaskHub hub, Activities activities, CallLog calls)
{
    /// <summary>Runs one, and returns its answer to the history.</summary>
    public async Task<HistoryEvent> RunAsync(Work.Call call, CancellationToken cancellationToken)
    {
        var id = call.Scheduled.EventId;
        try
        {
            var input = HistoryJson.Rewritten(HistoryJson.ArgumentOf(call.Input));
            calls.Add(new ActivityCall(call.Name, call.Instance.Id, hub.Now, input));
            var result = await activities.RunAsync(call.Name, input, cancellationToken);
            return new HistoryEvent { TaskCompleted = new TaskCompletedEvent { TaskScheduledId = id, Result = HistoryJson.Rewritten(result) } };
        }
        catch (Exception exception)
        {
            return new HistoryEvent { TaskFailed = new TaskFailedEvent { TaskScheduledId = id, FailureDetails = Failures.Of(exception) } };
        }
    }

    /// <summary>Unless the host has crashed meanwhile: then it will be called once more.</summary>
    public void Complete(Work.Call call, HistoryEvent answer) => hub.TryCommit(() =>
    {
        if (call.ExecutionId == call.Instance.ExecutionId && call.Instance.OpenCalls.Remove(call.Scheduled))
        {
            hub.Deliver(call.Instance.Id, call.ExecutionId, Events.Of(hub.Now, answer));
        }
    });
}
