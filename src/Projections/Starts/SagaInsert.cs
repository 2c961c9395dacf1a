namespace DurableSagas.Projections.Starts;

/// <summary>What became of the insert that guards a start.</summary>
public enum SagaInsert
{
    /// <summary>The saga is new.</summary>
    Inserted,

    /// <summary>The same request was made before, and nothing is known to have come of it yet: the caller tries again.</summary>
    SameRequest,

    /// <summary>The same request was made before, and its saga has moved on since.</summary>
    AlreadyBegun,

    /// <summary>The id belongs to another request.</summary>
    OtherRequest,
}
