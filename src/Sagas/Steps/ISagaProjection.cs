using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Sagas.Steps;

/// <summary>The store of views that activities write and queries read.</summary>
public interface ISagaProjection
{
    /// <summary>Changes the saga's row and one step's; a row that already has this sequence or a higher one stays as it is.</summary>
    /// <param name="status">The saga's status.</param>
    /// <param name="error">The saga's error: only a stuck saga has one.</param>
    Task RecordStepAsync(string instanceId, long sequence, SagaStatus status, string? error, StepTimeline step, CancellationToken cancellationToken);

    /// <summary>Writes the saga's row and every step's, and so repairs whatever was missed.</summary>
    Task RecordAsync(SagaTimeline timeline, CancellationToken cancellationToken);
}
