namespace DurableSagas.LocalHost.Worker;

/// <summary>
/// The worker process died with the work in hand, or is not there to take it. The Durable extension looks for this
/// type's name: it gives the work back to be done again, instead of failing it.
/// </summary>
internal sealed class WorkerProcessExitException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>True when the function may have run in part (502), false when it was never sent (503).</summary>
    public bool WasSent { get; init; }
}
