using System.Collections.Concurrent;
using System.Net;
using DurableSagas.LocalHost.Functions;
using DurableSagas.LocalHost.Http;
using DurableSagas.LocalHost.Management;
using DurableSagas.LocalHost.Rpc;
using DurableSagas.LocalHost.Worker;

namespace DurableSagas.LocalHost.Tests.Host;

/// <summary>What the front sees of an engine; each test says what its functions do.</summary>
internal sealed class FakeEngine(params AppFunction[] functions) : IFunctionCatalog, IHttpFunctions, IFunctionCalls, IManagementApi, IAppWorker
{
    public ConcurrentQueue<string> Calls { get; } = [];

    public RpcHttp? Request { get; private set; }

    public Func<AppFunction, RpcHttp, Action<string>?, Task<RpcHttp>> Http { get; set; } =
        (function, _, _) => Task.FromResult(new RpcHttp { Body = new TypedData { String = function.Name } });

    public Func<HttpRequestMessage, Task<HttpResponseMessage>> Management { get; set; } =
        _ => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK));

    public Func<string?, CancellationToken, Task> ByHand { get; set; } = (_, _) => Task.CompletedTask;

    public IReadOnlyList<AppFunction> Functions { get; } = functions;

    public WorkerState State { get; set; } = WorkerState.Ready;

    public int? ProcessId { get; set; }

    public Uri? HttpUri { get; set; }

    public AppFunction? Find(string name) => Functions.FirstOrDefault(function => function.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    public Task<RpcHttp> CallAsync(AppFunction function, RpcHttp request, Action<string>? sent, CancellationToken cancellationToken)
    {
        Calls.Enqueue(function.Name);
        Request = request;
        return Http(function, request, sent);
    }

    public Task CallAsync(AppFunction function, string? input, CancellationToken cancellationToken)
    {
        Calls.Enqueue($"{function.Name}({input})");
        return ByHand(input, cancellationToken);
    }

    public async Task<HttpResponseMessage> HandleAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Calls.Enqueue($"{request.Method} {request.RequestUri!.PathAndQuery} {await request.Content!.ReadAsStringAsync(cancellationToken)}".Trim());
        return await Management(request);
    }
}
