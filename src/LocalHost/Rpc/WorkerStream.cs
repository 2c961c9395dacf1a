using System.Threading.Channels;
using Grpc.Core;

namespace DurableSagas.LocalHost.Rpc;

/// <summary>The open stream of one worker: anybody may send, one reader receives, and its end is the worker's end.</summary>
internal sealed class WorkerStream(IAsyncStreamReader<StreamingMessage> incoming, IServerStreamWriter<StreamingMessage> outgoing)
{
    private const int MaxWaiting = 1_000;

    private static readonly WriteOptions _moreFollows = new(WriteFlags.BufferHint);
    private static readonly WriteOptions _lastForNow = new();

    private readonly Channel<StreamingMessage> _waiting = Channel.CreateBounded<StreamingMessage>(
        new BoundedChannelOptions(MaxWaiting) { SingleReader = true, AllowSynchronousContinuations = false });

    private readonly TaskCompletionSource<Action<StreamingMessage>> _receiver = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the stream has; never faulted.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Waits while the worker does not take what was sent before.</summary>
    /// <exception cref="ChannelClosedException">The stream has ended.</exception>
    public ValueTask SendAsync(StreamingMessage message, CancellationToken cancellationToken) =>
        _waiting.Writer.TryWrite(message) ? ValueTask.CompletedTask : _waiting.Writer.WriteAsync(message, cancellationToken);

    /// <summary>Called once; what came before waits for it. The receiver must be quick: it holds up all that follow.</summary>
    public void ReceiveWith(Action<StreamingMessage> receiver) => _receiver.TrySetResult(receiver);

    public void End() => _waiting.Writer.TryComplete();

    /// <summary>Carries messages both ways until one side ends.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            var reading = ReadAsync(stop.Token);
            var writing = WriteAsync(stop.Token);
            await Task.WhenAny(reading, writing);
            _waiting.Writer.TryComplete();
            await stop.CancelAsync();
            await Task.WhenAll(reading, writing);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or Grpc.Core.RpcException or InvalidOperationException)
        {
            // A stream that breaks is how a worker's death is seen; what was in flight learns of it through Ended.
        }
        finally
        {
            _waiting.Writer.TryComplete();
            _ended.TrySetResult();
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var receive = await _receiver.Task.WaitAsync(cancellationToken);
        while (await incoming.MoveNext(cancellationToken))
        {
            receive(incoming.Current);
        }
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        var waiting = _waiting.Reader;
        while (await waiting.WaitToReadAsync(cancellationToken))
        {
            while (waiting.TryRead(out var message))
            {
                // One flush for all that is waiting, not one a message.
                outgoing.WriteOptions = waiting.TryPeek(out _) ? _moreFollows : _lastForNow;
                await outgoing.WriteAsync(message, cancellationToken);
            }
        }
    }
}
