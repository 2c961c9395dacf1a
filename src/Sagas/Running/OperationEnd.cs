namespace DurableSagas.Sagas.Running;

/// <summary>How one operation of a step ended.</summary>
internal enum OperationEnd
{
    Succeeded,
    Refused,

    /// <summary>All attempts were made, or the rest were given up: it may have happened.</summary>
    Unknown,

    /// <summary>Only the last attempt is left, whose failure ends the run; it waits until nothing else is in flight.</summary>
    LastAttemptLeft,
}
