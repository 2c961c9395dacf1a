using DurableSagas.LocalHost.Rpc;

namespace DurableSagas.LocalHost.Functions;

/// <summary>Sends an invocation to the app and waits for its answer.</summary>
internal interface IFunctionInvoker
{
    /// <param name="sent">Called with the invocation's id once the request is on its way.</param>
    /// <exception cref="FunctionFailedException">The function threw.</exception>
    /// <exception cref="Worker.WorkerProcessExitException">The worker died, or is not there.</exception>
    Task<InvocationResponse> InvokeAsync(InvocationRequest request, Action<string>? sent, CancellationToken cancellationToken);
}
