namespace DurableSagas.Sagas.Steps.Interventions;

/// <summary>What operators have decided about stuck sagas; each word is written once.</summary>
public interface IInterventions
{
    /// <summary>Null when nothing is decided: the attempt is made.</summary>
    /// <param name="sagaId">The saga that the stuck attempt belongs to.</param>
    /// <param name="sequence">Of the attempt: it tells this occasion from every other of the saga.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    Task<OperatorDecision?> FindAsync(string sagaId, long sequence, CancellationToken cancellationToken);

    /// <summary>Null when nobody has settled the saga.</summary>
    Task<Settlement?> FindSettlementAsync(string sagaId, CancellationToken cancellationToken);
}
