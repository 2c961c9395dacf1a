using System.Threading.Channels;

namespace DurableSagas.DurableTask.Sqlite.Sessions;

/// <summary>What waits to be fetched by a dispatcher.</summary>
internal sealed class WorkQueue<T>
    where T : class
{
    private readonly Channel<T> _items = Channel.CreateUnbounded<T>();

    public int Count => _items.Reader.Count;

    public void Add(T item) => _items.Writer.TryWrite(item);

    /// <summary>Null when nothing came in time, or the dispatcher is stopping.</summary>
    public async ValueTask<T?> TakeAsync(TimeSpan timeout, CancellationToken stopping)
    {
        if (_items.Reader.TryRead(out var ready))
        {
            return ready;
        }

        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        waiting.CancelAfter(timeout);
        try
        {
            return await _items.Reader.ReadAsync(waiting.Token);
        }
        catch (Exception end) when (end is OperationCanceledException or ChannelClosedException)
        {
            return null;
        }
    }

    public void Close() => _items.Writer.TryComplete();
}
