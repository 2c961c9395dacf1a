namespace DurableSagas.Sagas.Definitions;

/// <summary>What may become of a step once it has succeeded.</summary>
public enum StepKind
{
    /// <summary>Before the pivot: undone when a later step fails.</summary>
    Compensable,

    /// <summary>The point of no return: once it has succeeded nothing is undone.</summary>
    Pivot,

    /// <summary>After the pivot: retried until it works.</summary>
    Retriable,
}
