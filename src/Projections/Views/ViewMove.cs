using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Projections.Views;

/// <summary>Where a saga stands since its view was written.</summary>
public sealed class ViewMove(string id, SagaStatus status, long sequence) : EventArgs
{
    public string Id { get; } = id;

    public SagaStatus Status { get; } = status;

    public long Sequence { get; } = sequence;
}
