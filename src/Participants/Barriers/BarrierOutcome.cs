namespace DurableSagas.Participants.Barriers;

/// <summary>What the barrier made of a call.</summary>
public enum BarrierOutcome
{
    /// <summary>The change was made by this call.</summary>
    Applied,

    /// <summary>An earlier attempt had made the change; its stored result is returned.</summary>
    Duplicate,

    /// <summary>A forward call came after its compensation: nothing was done, and never will be.</summary>
    AlreadyCompensated,

    /// <summary>A compensation came and its forward call had not: nothing was done, and the forward call is barred for good.</summary>
    NothingToCompensate,
}
