namespace DurableSagas.Sagas.Faults;

/// <summary>What goes wrong with an attempt at a step.</summary>
public enum FaultKind
{
    /// <summary>The business says no; of an attempt after its work, that is a lie.</summary>
    Refuse,

    /// <summary>It breaks, so that the result is unknown.</summary>
    Fail,

    /// <summary>It is out of service, so that the result is unknown, and says when to ask again.</summary>
    Unavailable,

    /// <summary>It is accepted and not finished yet.</summary>
    Pend,

    /// <summary>It never answers.</summary>
    Hang,

    /// <summary>The host crashes, and is opened again on what its task hub holds; only the test kit's host can.</summary>
    Crash,
}
