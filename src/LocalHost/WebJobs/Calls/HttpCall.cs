using DurableSagas.LocalHost.Rpc;

namespace DurableSagas.LocalHost.WebJobs.Calls;

/// <summary>An HTTP request on its way through the WebJobs host, and where its response is put.</summary>
internal sealed class HttpCall(RpcHttp request, Action<string>? sent)
{
    public RpcHttp Request { get; } = request;

    public Action<string>? Sent { get; } = sent;

    public RpcHttp? Response { get; set; }
}
