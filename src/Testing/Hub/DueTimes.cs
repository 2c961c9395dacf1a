namespace DurableSagas.Testing.Hub;

/// <summary>What is due when; of the same time, in the order in which it was added.</summary>
internal sealed class DueTimes
{
    private readonly PriorityQueue<Due, (DateTimeOffset At, long Order)> _queue = new();
    private long _order;

    public void Add(Due due) => _queue.Enqueue(due, (due.At, _order++));

    /// <summary>Null when nothing current is left.</summary>
    public DateTimeOffset? Next(Func<Due, bool> isCurrent) => Peek(isCurrent)?.At;

    /// <summary>Takes the first that is due; null when none is.</summary>
    public Due? Take(DateTimeOffset now, Func<Due, bool> isCurrent) => Peek(isCurrent) is { } due && due.At <= now ? _queue.Dequeue() : null;

    private Due? Peek(Func<Due, bool> isCurrent)
    {
        while (_queue.TryPeek(out var due, out _))
        {
            if (isCurrent(due))
            {
                return due;
            }

            _queue.Dequeue();
        }

        return null;
    }
}
