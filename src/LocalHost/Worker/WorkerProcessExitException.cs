namespace DurableSagas.LocalHost.Worker;

/// <summary>The worker process died with the work in hand, or is not there to take it.</summary>
internal sealed class WorkerProcessExitException : InvalidOperationException
{
    // The Durable extension gives work back to be done again, instead of failing it, where it reads this: for an
    // orchestration in the type's name, for activities and entities in the message of an InvalidOperationException.
    private const string GivenBack = "Did not find any initialized language workers";

    public WorkerProcessExitException(string message, Exception? innerException = null)
        : base($"{message} {GivenBack}.", innerException)
    {
    }

    /// <summary>True when the function may have run in part (502), false when it was never sent (503).</summary>
    public bool WasSent { get; init; }

    public static WorkerProcessExitException InFlight() =>
        new("The app's worker process ended while the function ran; it is started again.") { WasSent = true };

    public static WorkerProcessExitException NotSent() =>
        new("The app's worker process is not running; it is started again.");
}
