using Grpc.Core;
using Microsoft.DurableTask.Protobuf;

namespace DurableSagas.Testing.Client;

/// <summary>Brings the calls of Microsoft's client to the task hub in memory, without a wire.</summary>
internal sealed class HubChannel : CallInvoker
{
    private readonly Handlers _handlers = new();

    public HubChannel(TaskHubSidecarService.TaskHubSidecarServiceBase service) => TaskHubSidecarService.BindService(_handlers, service);

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        var handler = _handlers.Of<UnaryServerMethod<TRequest, TResponse>>(method);
        return new AsyncUnaryCall<TResponse>(handler(request, new HubCall(method.FullName, options.CancellationToken)), Task.FromResult(Metadata.Empty), () => Status.DefaultSuccess, () => Metadata.Empty, () => { });
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        var handler = _handlers.Of<ServerStreamingServerMethod<TRequest, TResponse>>(method);
        var stream = new HubStream<TResponse>();
        stream.Written = handler(request, stream, new HubCall(method.FullName, options.CancellationToken));
        return new AsyncServerStreamingCall<TResponse>(stream, Task.FromResult(Metadata.Empty), () => Status.DefaultSuccess, () => Metadata.Empty, () => { });
    }

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        throw new NotSupportedException($"'{method.FullName}' is called without await.");

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options) =>
        throw new NotSupportedException($"'{method.FullName}' streams to the task hub, which nothing of its client does.");

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options) =>
        throw new NotSupportedException($"'{method.FullName}' streams to the task hub, which nothing of its client does.");

    private sealed class Handlers : ServiceBinderBase
    {
        private readonly Dictionary<string, Delegate> _byMethod = new(StringComparer.Ordinal);

        public T Of<T>(IMethod method)
            where T : Delegate => (T)_byMethod[method.FullName];

        public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler) => _byMethod[method.FullName] = handler!;

        public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler) => _byMethod[method.FullName] = handler!;
    }
}
