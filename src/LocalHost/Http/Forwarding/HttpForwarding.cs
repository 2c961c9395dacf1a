using DurableSagas.LocalHost.Functions;
using DurableSagas.LocalHost.Http.Messages;
using DurableSagas.LocalHost.Worker;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Yarp.ReverseProxy.Forwarder;

namespace DurableSagas.LocalHost.Http.Forwarding;

/// <summary>
/// Calls a function of a worker with ASP.NET Core integration: the invocation by gRPC, the request itself by HTTP,
/// held together by the invocation's id.
/// </summary>
internal sealed class HttpForwarding(IHttpFunctions functions, IAppWorker worker, WorkerGate gate, IHttpForwarder forwarder) : IDisposable
{
    private static readonly ForwarderRequestConfig _config = new() { ActivityTimeout = TimeSpan.FromSeconds(240) };

    private readonly HttpMessageInvoker _worker = new(new ForwardingRetry(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = System.Net.DecompressionMethods.None,
        UseCookies = false,
        UseProxy = false,
    }));

    public async Task CallAsync(HttpContext http, AppFunction function, RouteValueDictionary values)
    {
        var forwarded = Task.FromResult(ForwarderError.None);
        var isSent = false;
        try
        {
            await gate.CallAsync(() => functions.CallAsync(function, RpcRequest.OfForwarded(http, values), Send, http.RequestAborted), http.RequestAborted);
        }
        catch (FunctionFailedException) when (isSent)
        {
            // The worker's own pipeline may have answered; if it has not, its empty answer is no success.
            await forwarded;
            if (!http.Response.HasStarted)
            {
                throw;
            }
        }
        finally
        {
            await forwarded;
        }

        if (await forwarded != ForwarderError.None && !http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
        {
            throw Translate(http, await forwarded);
        }

        void Send(string invocationId)
        {
            isSent = true;
            forwarded = forwarder.SendAsync(http, $"{worker.HttpUri}", _worker, _config, new ForwardedRequest(invocationId)).AsTask();
        }
    }

    public void Dispose() => _worker.Dispose();

    private static Exception Translate(HttpContext http, ForwarderError error) =>
        http.GetForwarderErrorFeature()?.Exception switch
        {
            BadHttpRequestException refused => refused,
            var cause when error == ForwarderError.RequestBodyClient =>
                new BadHttpRequestException("The request's body cannot be read.", StatusCodes.Status400BadRequest, cause!),
            _ => WorkerProcessExitException.InFlight(),
        };
}
