namespace DurableSagas.Sagas.Outcomes;

/// <summary>What stands of a step's action: what compensation is decided by, and what an operator is told.</summary>
public enum StepEffect
{
    /// <summary>Nothing of it was done.</summary>
    NeverHappened,

    /// <summary>It was done.</summary>
    Stands,

    /// <summary>It was done, and undone.</summary>
    Undone,

    /// <summary>It may have been done, or not; or its compensation is not over.</summary>
    Unknown,
}
