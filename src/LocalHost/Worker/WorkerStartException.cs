namespace DurableSagas.LocalHost.Worker;

/// <summary>The worker cannot be started, or ended at once; the message says why, with its last lines. The host ends with exit code 1.</summary>
internal sealed class WorkerStartException(string message, Exception? innerException = null) : Exception(message, innerException);
