namespace DurableSagas.SagaFunctions.Decisions;

/// <summary>Reads decisions, and records none.</summary>
public interface IDecisionQueries
{
    /// <summary>Null when nothing is decided.</summary>
    Task<DecisionView?> FindAsync(string transactionId, CancellationToken cancellationToken);
}
