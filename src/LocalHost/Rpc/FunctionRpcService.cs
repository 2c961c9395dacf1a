using Grpc.Core;

namespace DurableSagas.LocalHost.Rpc;

/// <summary>The service that workers call: one stream each, which they open with their id.</summary>
internal sealed class FunctionRpcService(WorkerStreams streams) : FunctionRpc.FunctionRpcBase
{
    public override async Task EventStream(
        IAsyncStreamReader<StreamingMessage> requestStream, IServerStreamWriter<StreamingMessage> responseStream, ServerCallContext context)
    {
        if (!await requestStream.MoveNext(context.CancellationToken) || requestStream.Current.StartStream is not { } start)
        {
            throw new Grpc.Core.RpcException(new Status(StatusCode.FailedPrecondition, "A worker's first message is 'start_stream'."));
        }

        var stream = new WorkerStream(requestStream, responseStream);
        if (!streams.TryArrive(start.WorkerId, stream))
        {
            throw new Grpc.Core.RpcException(new Status(StatusCode.PermissionDenied, $"Worker '{start.WorkerId}' was not started by this host."));
        }

        await stream.RunAsync(context.CancellationToken);
    }
}
