namespace DurableSagas.Projections.Notices;

/// <summary>Has notices sent that stand in a saga's outbox.</summary>
public interface INoticeQueue
{
    /// <summary>Safe to repeat: what is not owed any more is not sent.</summary>
    Task EnqueueAsync(string sagaId, CancellationToken cancellationToken);
}
