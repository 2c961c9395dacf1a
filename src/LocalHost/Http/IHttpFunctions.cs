using DurableSagas.LocalHost.Functions;
using DurableSagas.LocalHost.Rpc;

namespace DurableSagas.LocalHost.Http;

/// <summary>Runs HTTP functions through the WebJobs host, so that their other inputs are bound.</summary>
internal interface IHttpFunctions
{
    /// <summary>Runs one function; route parameters stand in the request's <c>params</c>.</summary>
    /// <param name="sent">
    /// Told the invocation's id once the request is on its way to the worker: with an ASP.NET Core worker that is when
    /// the HTTP request is forwarded, with this id in <c>x-ms-invocation-id</c>; the task ends when both have.
    /// </param>
    /// <exception cref="DurableSagas.LocalHost.Worker.WorkerProcessExitException">The worker died, or is not there: 502 or 503.</exception>
    /// <exception cref="FunctionFailedException">The function threw: 500.</exception>
    Task<RpcHttp> CallAsync(AppFunction function, RpcHttp request, Action<string>? sent, CancellationToken cancellationToken);
}
