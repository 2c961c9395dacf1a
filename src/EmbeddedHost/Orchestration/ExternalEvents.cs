using DurableTask.Core.History;
using Microsoft.DurableTask;

namespace DurableSagas.EmbeddedHost.Orchestration;

/// <summary>Gives each external event to the newest waiter of its name, or keeps it until somebody waits, oldest first.</summary>
internal sealed class ExternalEvents(DataConverter converter, OrchestratorThread thread)
{
    private readonly Dictionary<string, IEventWaiter> _newestWaiters = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Queue<(long Arrival, EventRaisedEvent Event)>> _unclaimed = new(StringComparer.OrdinalIgnoreCase);

    private long _arrivals;

    /// <summary>False when no event could wake the orchestrator.</summary>
    public bool IsAwaited => _newestWaiters.Values.Any(newest => newest.NewestLive() is not null);

    public Task<T> WaitAsync<T>(string name, CancellationToken cancellationToken)
    {
        var newest = _newestWaiters.GetValueOrDefault(name)?.NewestLive();
        if (newest is not null && newest.EventType != typeof(T))
        {
            throw new ArgumentException(
                "Events with the same name must have the same type argument. Expected"
                + $" {newest.EventType.FullName} but was requested {typeof(T).FullName}.");
        }

        if (TakeUnclaimed(name) is { } unclaimed)
        {
            return Task.FromResult((T)EventWaiter<T>.Read(converter, unclaimed.Input)!);
        }

        var waiter = new EventWaiter<T>(converter, thread, newest);
        _newestWaiters[name] = waiter;
        waiter.CancelWith(cancellationToken);
        return waiter.Task;
    }

    public void Raise(EventRaisedEvent raised)
    {
        if (_newestWaiters.Remove(raised.Name, out var newest) && newest.NewestLive() is { } waiter)
        {
            if (waiter.Older is { } older)
            {
                _newestWaiters[raised.Name] = older;
            }

            waiter.Deliver(raised.Input);
        }
        else
        {
            Keep(raised);
        }
    }

    /// <summary>Takes what nobody waited for, in the order of arrival.</summary>
    public List<HistoryEvent> TakeAllUnclaimed()
    {
        List<HistoryEvent> unclaimed =
            [.. _unclaimed.Values.SelectMany(kept => kept).OrderBy(kept => kept.Arrival).Select(kept => kept.Event)];
        _unclaimed.Clear();
        return unclaimed;
    }

    private EventRaisedEvent? TakeUnclaimed(string name)
    {
        if (!_unclaimed.TryGetValue(name, out var kept))
        {
            return null;
        }

        var oldest = kept.Dequeue().Event;
        if (kept.Count == 0)
        {
            _unclaimed.Remove(name);
        }

        return oldest;
    }

    private void Keep(EventRaisedEvent raised)
    {
        if (!_unclaimed.TryGetValue(raised.Name, out var kept))
        {
            _unclaimed[raised.Name] = kept = new();
        }

        kept.Enqueue((_arrivals++, raised));
    }
}
