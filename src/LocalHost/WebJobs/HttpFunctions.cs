using DurableSagas.LocalHost.Functions;
using DurableSagas.LocalHost.Http;
using DurableSagas.LocalHost.Rpc;
using DurableSagas.LocalHost.WebJobs.Calls;
using DurableSagas.LocalHost.WebJobs.Emitting;
using DurableSagas.LocalHost.Worker;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Host;
using Microsoft.Extensions.Hosting;

namespace DurableSagas.LocalHost.WebJobs;

/// <summary>Calls HTTP functions by name in the WebJobs host.</summary>
internal sealed class HttpFunctions(IJobHost host, IHostApplicationLifetime lifetime) : IHttpFunctions
{
    public async Task<RpcHttp> CallAsync(AppFunction function, RpcHttp request, Action<string>? sent, CancellationToken cancellationToken)
    {
        var call = new HttpCall(request, sent);
        try
        {
            await host.CallAsync(function.Name, new Dictionary<string, object?> { [EmittedFunctions.CallParameter] = call }, cancellationToken);
        }
        catch (FunctionInvocationException exception) when (exception.InnerException is { } reason)
        {
            // Cut off by the host's stop, which is no fault of the function.
            throw lifetime.ApplicationStopping.IsCancellationRequested && reason is FunctionFailedException
                ? WorkerProcessExitException.InFlight()
                : reason;
        }

        return call.Response!;
    }
}
