namespace DurableSagas.Projections;

/// <summary>How fresh an answer is; chosen per read.</summary>
public enum Consistency
{
    /// <summary>From the projection alone, even while the task hub is down.</summary>
    Eventual,

    /// <summary>At least as new as a sequence that the caller was told before.</summary>
    Session,

    /// <summary>From the task hub, or not at all.</summary>
    Strong,
}
