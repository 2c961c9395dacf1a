namespace DurableSagas.Sagas.TwoPhaseCommit;

/// <summary>Keeps the decision of each transaction: the single truth, which participants in doubt may ask.</summary>
public interface IDecisions
{
    /// <summary>Records a decision unless one is recorded.</summary>
    /// <returns>The decision that stands: the first one.</returns>
    Task<Decision> DecideAsync(string transactionId, Decision decision, CancellationToken cancellationToken);
}
