namespace DurableSagas.Projections;

/// <summary>What became of the insert that guards a start.</summary>
public enum SagaInsert
{
    /// <summary>The saga is new.</summary>
    Inserted,

    /// <summary>The same request was made before: the caller tries again.</summary>
    SameRequest,

    /// <summary>The id belongs to another request.</summary>
    OtherRequest,
}
