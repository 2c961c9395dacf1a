namespace DurableSagas.Sagas.Outcomes;

/// <summary>The four results of an attempt.</summary>
public enum AttemptStatus
{
    /// <summary>Done.</summary>
    Succeeded,

    /// <summary>The business said no, and nothing was done.</summary>
    Refused,

    /// <summary>Accepted, not done yet: ask again later.</summary>
    Pending,

    /// <summary>It may have happened, or not.</summary>
    Unknown,
}
