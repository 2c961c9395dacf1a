using DurableSagas.EmbeddedHost.Dispatch;
using DurableSagas.EmbeddedHost.Orchestration;
using DurableSagas.EmbeddedHost.TaskHub;
using DurableTask.Core;
using DurableTask.Core.History;

namespace DurableSagas.EmbeddedHost.Client;

/// <summary>Takes a failed instance, and its failed children, back to before their failures, and lets them go on.</summary>
/// <remarks>
/// All of them or none: an instance whose failed child is gone, or is not failed any more, is refused and left as it is.
/// Durable Functions rewinds such a parent all the same, and it then waits for ever.
/// </remarks>
internal sealed class InstanceRewinder(TimeProvider time, EngineStore store)
{
    public async Task RewindAsync(string instanceId, string reason, CancellationToken cancellationToken)
    {
        var rewound = await store.WriteAsync(rows => Rewind(rows, instanceId, reason), PassOn, cancellationToken);
        if (rewound.Found is null)
        {
            throw new ArgumentException($"An orchestration with the instanceId {instanceId} was not found.", nameof(instanceId));
        }

        if (rewound.Found != OrchestrationStatus.Failed)
        {
            throw new InvalidOperationException(
                $"The rewind operation is only supported on failed orchestration instances. Instance '{instanceId}' is {rewound.Found}.");
        }
    }

    private Rewound Rewind(HubRows rows, string instanceId, string reason)
    {
        var row = rows.Instances.Find(instanceId, withOutput: true);
        var rewound = new Rewound(row?.Status, [], []);
        if (row is { Status: OrchestrationStatus.Failed })
        {
            Rewind(rows, row, new ExecutionRewoundEvent(-1, reason), rewound);
        }

        return rewound;
    }

    private void Rewind(HubRows rows, InstanceRow row, ExecutionRewoundEvent request, Rewound result)
    {
        var now = time.GetUtcNow().UtcDateTime;
        request.Timestamp = now;
        request.InstanceId = row.Id;
        var executionId = Guid.NewGuid().ToString("N");
        var rewound = HistoryRewind.Rewind(MessageCodec.Decode(rows.History.All(row.Key)), request, executionId, now);
        var (open, key) = (OpenWork.In(rewound.Events), new InstanceKey(row.Key, row.Id));
        var runsAtOnce = rewound.FailedChildren.Count == 0;
        rows.History.Replace(row.Key, MessageCodec.Encode(rewound.Events));
        rows.Instances.Replace(row.Episode, row with
        {
            Status = OrchestrationStatus.Pending,
            Updated = now,
            ExecutionId = executionId,
            Episode = 1,
            OpenWork = open.Activities.Count + (runsAtOnce ? 1 : 0),
        });
        // Their rows went when the instance failed. In Azure their messages outlive that, and fire all the same.
        foreach (var timer in open.Timers.Select(timer => new TimerRow(timer.FireAt, key, timer.EventId)))
        {
            rows.Timers.Add(timer);
            result.Timers.Add(timer);
        }

        if (runsAtOnce)
        {
            result.ToRun.Add(key);
        }

        foreach (var child in rewound.FailedChildren)
        {
            var failed = FailedChild(rows, row.Id, child);
            Rewind(rows, failed, new ExecutionRewoundEvent(-1, request.Reason) { ParentExecutionId = executionId }, result);
        }
    }

    // Thrown where the change is applied, so that nothing of it is kept.
    private static InstanceRow FailedChild(HubRows rows, string parentId, string childId) => rows.Instances.Find(childId, withOutput: true) switch
    {
        { Status: OrchestrationStatus.Failed } failed => failed,
        var other => throw new InvalidOperationException(
            $"Instance '{parentId}' cannot be rewound: its failed child '{childId}' {(other is null ? "has been purged" : $"is {other.Status} now")}, "
            + "so nothing would ever answer it. Restart the instance instead."),
    };

    private void PassOn(Rewound rewound)
    {
        foreach (var timer in rewound.Timers)
        {
            store.Timers.Add(timer);
        }

        foreach (var instance in rewound.ToRun)
        {
            store.Sessions.Wake(instance);
        }
    }

    private sealed record Rewound(OrchestrationStatus? Found, List<InstanceKey> ToRun, List<TimerRow> Timers);
}
