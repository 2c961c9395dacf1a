namespace DurableSagas.Sagas.Events;

/// <summary>Where consumers put on record that a step is undone: the truth, whatever becomes of the event that tells it.</summary>
public interface IAcknowledgements
{
    /// <param name="instanceId">The saga's.</param>
    /// <param name="step">The step's name.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    Task<CompensationAnswer> FindAsync(string instanceId, string step, CancellationToken cancellationToken);
}
