namespace DurableSagas.Projections;

/// <summary>How fresh an answer is; chosen per read.</summary>
public enum Consistency
{
    /// <summary>From the projection alone, even while the task hub is down.</summary>
    Eventual,
}
