using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Sagas.Running;

/// <summary>How an operation ended.</summary>
/// <param name="Status">Unknown: all attempts were made, or the rest were given up; it may have happened.</param>
/// <param name="Error">Null when it succeeded, or nobody said anything.</param>
internal sealed record OperationResult(AttemptStatus Status, string? Error = null)
{
    public static OperationResult Succeeded { get; } = new(AttemptStatus.Succeeded);

    /// <summary>The saga turned back before anything of it was done.</summary>
    public static OperationResult NotWanted { get; } = new(AttemptStatus.Refused);

    /// <summary>Only the last attempt is left, whose failure ends the run; it waits until nothing else is in flight.</summary>
    public static OperationResult LastAttemptLeft { get; } = new(AttemptStatus.Pending);
}
