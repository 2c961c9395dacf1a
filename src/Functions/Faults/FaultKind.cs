namespace DurableSagas.Functions.Faults;

/// <summary>What an injected fault does to an attempt.</summary>
public enum FaultKind
{
    /// <summary>The business says no; nothing is done.</summary>
    Refuse,

    /// <summary>Fails before it does anything.</summary>
    Fail,

    /// <summary>Does its work, then fails: an unknown result.</summary>
    FailAfter,

    /// <summary>Does its work, then outlasts the attempt's time-out.</summary>
    Hang,
}
