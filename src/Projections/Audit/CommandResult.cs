namespace DurableSagas.Projections.Audit;

/// <summary>What became of an operator's command.</summary>
public enum CommandResult
{
    /// <summary>It was asked for, and nobody has told what became of it: whoever carried it out may have stopped over it.</summary>
    Asked,

    Accepted,

    /// <summary>Nothing was done.</summary>
    Refused,

    /// <summary>Storage or the task hub did not answer: it may have been done.</summary>
    Unknown,
}
