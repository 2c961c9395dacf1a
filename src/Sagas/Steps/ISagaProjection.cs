using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Sagas.Steps;

/// <summary>The store of views that activities write and queries read.</summary>
public interface ISagaProjection
{
    /// <summary>Changes the saga's row and one step's; a row that already has this sequence or a higher one stays as it is.</summary>
    Task RecordStepAsync(StepChange change, CancellationToken cancellationToken);

    /// <summary>Writes the saga's row and every step's, and so repairs whatever was missed.</summary>
    Task RecordAsync(SagaTimeline timeline, CancellationToken cancellationToken);
}
