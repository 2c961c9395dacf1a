using DurableSagas.EmbeddedHost.Dispatch;
using DurableSagas.EmbeddedHost.Orchestration;
using DurableSagas.EmbeddedHost.TaskHub;
using DurableTask.Core;
using DurableTask.Core.History;

namespace DurableSagas.EmbeddedHost.Client;

/// <summary>Takes a failed instance, and its failed children, back to before their failures, and lets them go on.</summary>
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
        var rewound = new Rewound(row?.Status, []);
        if (row is { Status: OrchestrationStatus.Failed })
        {
            Rewind(rows, row, new ExecutionRewoundEvent(-1, reason), rewound.ToRun);
        }

        return rewound;
    }

    private void Rewind(HubRows rows, InstanceRow row, ExecutionRewoundEvent request, List<InstanceKey> toRun)
    {
        var now = time.GetUtcNow().UtcDateTime;
        request.Timestamp = now;
        request.InstanceId = row.Id;
        var executionId = Guid.NewGuid().ToString("N");
        var rewound = HistoryRewind.Rewind(MessageCodec.Decode(rows.History.All(row.Key)), request, executionId, now);
        var runsAtOnce = rewound.FailedChildren.Count == 0;
        rows.History.Replace(row.Key, MessageCodec.Encode(rewound.Events));
        rows.Instances.Replace(row.Episode, row with
        {
            Status = OrchestrationStatus.Pending,
            Updated = now,
            ExecutionId = executionId,
            Episode = 1,
            OpenWork = OpenWork.In(rewound.Events).Activities.Count + (runsAtOnce ? 1 : 0),
        });
        if (runsAtOnce)
        {
            toRun.Add(new InstanceKey(row.Key, row.Id));
        }

        foreach (var child in rewound.FailedChildren)
        {
            RewindChild(rows, child, request.Reason, executionId, toRun);
        }
    }

    private void RewindChild(HubRows rows, string childId, string? reason, string parentExecutionId, List<InstanceKey> toRun)
    {
        if (rows.Instances.Find(childId, withOutput: true) is { Status: OrchestrationStatus.Failed } child)
        {
            Rewind(rows, child, new ExecutionRewoundEvent(-1, reason) { ParentExecutionId = parentExecutionId }, toRun);
        }
    }

    private void PassOn(Rewound rewound)
    {
        foreach (var instance in rewound.ToRun)
        {
            store.Sessions.Wake(instance);
        }
    }

    private sealed record Rewound(OrchestrationStatus? Found, List<InstanceKey> ToRun);
}
