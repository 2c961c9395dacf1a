namespace DurableSagas.Sagas.Views;

/// <summary>The store of views that activities write and queries read.</summary>
public interface ISagaProjection
{
    /// <summary>Moves a saga's rows on by <see cref="SagaFold"/>, and marks the sagas above it by <see cref="StuckMark"/>.</summary>
    Task RecordAsync(SagaRows change, CancellationToken cancellationToken);
}
