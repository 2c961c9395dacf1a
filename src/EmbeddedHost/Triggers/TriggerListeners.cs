namespace DurableSagas.EmbeddedHost.Triggers;

/// <summary>Every trigger that is neither HTTP nor the engine's.</summary>
internal sealed class TriggerListeners(IEnumerable<ITriggerListener> listeners)
{
    private readonly ITriggerListener[] _listeners = [.. listeners];

    public void Start()
    {
        foreach (var listener in _listeners)
        {
            listener.Start();
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(_listeners.Select(listener => listener.StopAsync(cancellationToken)));
}
