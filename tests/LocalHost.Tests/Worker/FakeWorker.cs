using DurableSagas.LocalHost.Rpc;
using DurableSagas.LocalHost.Worker;
using Grpc.Core;
using Grpc.Net.Client;

namespace DurableSagas.LocalHost.Tests.Worker;

/// <summary>The worker's end of the stream, played by the test over a real connection; the host's end is a channel.</summary>
internal sealed class FakeWorker : IAsyncDisposable
{
    private readonly RpcServer _server;
    private readonly GrpcChannel _connection;
    private readonly AsyncDuplexStreamingCall<StreamingMessage, StreamingMessage> _stream;

    private FakeWorker(RpcServer server, GrpcChannel connection, AsyncDuplexStreamingCall<StreamingMessage, StreamingMessage> stream) =>
        (_server, _connection, _stream) = (server, connection, stream);

    public required WorkerChannel Channel { get; init; }

    public required IReadOnlyList<RpcLog> Logs { get; init; }

    public static async Task<FakeWorker> ConnectAsync(CancellationToken cancellationToken)
    {
        var streams = new WorkerStreams();
        var server = new RpcServer(streams);
        var connection = GrpcChannel.ForAddress(await server.StartAsync(cancellationToken));
        var arrival = streams.Expect("worker-1");
        var stream = new FunctionRpc.FunctionRpcClient(connection).EventStream(cancellationToken: cancellationToken);
        await stream.RequestStream.WriteAsync(new StreamingMessage { StartStream = new StartStream { WorkerId = "worker-1" } }, cancellationToken);
        var logs = new List<RpcLog>();
        return new FakeWorker(server, connection, stream) { Channel = new WorkerChannel(await arrival, logs.Add), Logs = logs };
    }

    public async Task<StreamingMessage> ReceiveAsync(CancellationToken cancellationToken)
    {
        Assert.True(await _stream.ResponseStream.MoveNext(cancellationToken));
        return _stream.ResponseStream.Current;
    }

    public Task SendAsync(StreamingMessage message, CancellationToken cancellationToken) => _stream.RequestStream.WriteAsync(message, cancellationToken);

    /// <summary>As a kill does: without a word.</summary>
    public void Die() => _stream.Dispose();

    public async ValueTask DisposeAsync()
    {
        _stream.Dispose();
        _connection.Dispose();
        await _server.DisposeAsync();
    }
}
