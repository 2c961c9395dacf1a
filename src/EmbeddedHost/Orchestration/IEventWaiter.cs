namespace DurableSagas.EmbeddedHost.Orchestration;

/// <summary>One wait for an external event, on a stack of those that wait for the same name.</summary>
internal interface IEventWaiter
{
    Type EventType { get; }

    IEventWaiter? Older { get; }

    bool IsOver { get; }

    void Deliver(string? input);

    /// <summary>The waiter itself, or the next older one that was not cancelled.</summary>
    IEventWaiter? NewestLive()
    {
        IEventWaiter? waiter = this;
        while (waiter is { IsOver: true })
        {
            waiter = waiter.Older;
        }

        return waiter;
    }
}
