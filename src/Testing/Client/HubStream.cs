using Grpc.Core;

namespace DurableSagas.Testing.Client;

/// <summary>What a call answers piece by piece.</summary>
internal sealed class HubStream<T> : IServerStreamWriter<T>, IAsyncStreamReader<T>
{
    private readonly Queue<T> _pieces = new();

    /// <summary>Ends when all is written, or with what went wrong.</summary>
    public Task Written { get; set; } = Task.CompletedTask;

    public WriteOptions? WriteOptions { get; set; }

    public T Current { get; private set; } = default!;

    public Task WriteAsync(T message)
    {
        _pieces.Enqueue(message);
        return Task.CompletedTask;
    }

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        await Written.WaitAsync(cancellationToken);
        if (!_pieces.TryDequeue(out var piece))
        {
            return false;
        }

        Current = piece;
        return true;
    }
}
