using DurableSagas.DurableTask.Sqlite.Instances;
using DurableSagas.DurableTask.Sqlite.Store;
using DurableSagas.DurableTask.Sqlite.Timers;
using DurableTask.Core;
using DurableTask.Core.History;

namespace DurableSagas.DurableTask.Sqlite.Messages;

/// <summary>The messages of one change: recorded with it, and passed on after it.</summary>
/// <remarks>What is for an instance that is unknown or has ended is dropped, as DurableTask.AzureStorage does.</remarks>
internal sealed class Outbox(IEnumerable<TaskMessage> messages)
{
    private readonly List<OutgoingMessage> _messages = [.. messages.Select(message => new OutgoingMessage(message))];
    private readonly List<Delivery> _deliveries = [];
    private readonly List<StartedInstance> _started = [];
    private readonly List<InstanceRow> _ended = [];
    private readonly List<TimerRow> _delayed = [];
    private readonly List<string> _notRewound = [];

    public static Outbox Empty { get; } = new([]);

    public IReadOnlyList<Delivery> Deliveries => _deliveries;

    public IReadOnlyList<StartedInstance> Started => _started;

    /// <summary>Instances that were terminated before they began.</summary>
    public IReadOnlyList<InstanceRow> Ended => _ended;

    /// <summary>When messages that may not be taken up yet are due.</summary>
    public IReadOnlyList<TimerRow> Delayed => _delayed;

    /// <summary>Children that a parent's rewind cannot revive.</summary>
    public IReadOnlyList<string> NotRewound => _notRewound;

    public void Record(HubRows rows)
    {
        if (_messages.Count == 0)
        {
            return;
        }

        _deliveries.Clear();
        _started.Clear();
        _ended.Clear();
        _delayed.Clear();
        _notRewound.Clear();
        foreach (var message in _messages)
        {
            Record(rows, message);
        }
    }

    public void Record(HubRows rows, OutgoingMessage message)
    {
        if (message.Start is { } start)
        {
            _started.Add(start.Record(rows));
            return;
        }

        var standing = rows.Instances.StandingOf(message.Target);
        switch (message.Task.Event)
        {
            case ExecutionRewoundEvent rewound when message.Task.OrchestrationInstance.ExecutionId is null:
                RecordRewind(rows, message, rewound, standing);
                break;
            case ExecutionTerminatedEvent terminated when standing is { Episode: 0, StartsLater: true, Status: OrchestrationStatus.Pending }:
                Terminate(rows, terminated, standing.Key);
                break;
            case var _ when !standing.Exists || standing.HasEnded:
                RecordForEntity(rows, message);
                break;
            default:
                Add(rows, message, standing.Key);
                break;
        }
    }

    // Pending at once: of rewinds at the same time only one is to find the instance failed.
    private void RecordRewind(HubRows rows, OutgoingMessage message, ExecutionRewoundEvent rewound, InstanceStanding standing)
    {
        var byParent = rewound.ParentExecutionId is not null;
        var mayRewind = byParent
            ? standing is { HasEnded: true, Status: not OrchestrationStatus.Completed } or { Status: OrchestrationStatus.Pending, Episode: > 0 }
            : standing.Status == OrchestrationStatus.Failed;
        if (standing.Exists && mayRewind)
        {
            rows.Instances.SetStatus(standing.Key, OrchestrationStatus.Pending, rewound.Timestamp);
            Add(rows, message, standing.Key);
        }
        else if (byParent)
        {
            _notRewound.Add(message.Target);
        }
    }

    private void RecordForEntity(HubRows rows, OutgoingMessage message)
    {
        if (message.Entity() is { } entity)
        {
            var started = entity.Record(rows);
            _started.Add(started);
            Add(rows, message, started.Row.Key);
        }
    }

    // The episode moves on, so that a first episode that is just being run is refused.
    private void Terminate(HubRows rows, ExecutionTerminatedEvent terminated, long key)
    {
        var row = rows.Instances.Find(key)! with
        {
            Status = OrchestrationStatus.Terminated,
            Updated = terminated.Timestamp,
            Completed = terminated.Timestamp,
            Episode = 1,
            Output = terminated.Input,
        };
        rows.Instances.Replace(0, row);
        rows.Inbox.DeleteAll(key);
        rows.Timers.DeleteAll(key);
        _ended.Add(row);
    }

    private void Add(HubRows rows, OutgoingMessage message, long key)
    {
        var sequence = rows.NextSequence();
        var target = new InstanceKey(key, message.Target);
        rows.Inbox.Add(sequence, key, message.Task.OrchestrationInstance.ExecutionId, message.Due, message.Encoded);
        if (message.Due is { } due)
        {
            var timer = TimerRow.ForMessage(due, target, sequence);
            rows.Timers.Add(timer);
            _delayed.Add(timer);
        }
        else
        {
            _deliveries.Add(new Delivery(target, new Message(message.Task, sequence)));
        }
    }
}
