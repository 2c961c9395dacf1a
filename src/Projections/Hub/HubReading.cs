using DurableSagas.Sagas.Outcomes.Timelines;

namespace DurableSagas.Projections.Hub;

/// <summary>What the task hub said of an instance, once asked.</summary>
/// <param name="Instances">Null when it has none; so is its standing.</param>
/// <param name="Failed">What its history says, which is read where the instance has failed; null of any other.</param>
internal sealed record HubReading(DateTimeOffset AsOf, SagaInstances? Instances, SagaStanding? Standing, FailedInstance? Failed)
{
    /// <summary>Null when nothing of a saga has run: there is no instance, it has not begun, or it is no saga.</summary>
    public SagaProgress? Progress => Standing?.Progress;

    /// <summary>What there is to say of a saga that has told nothing yet: what its starter knew, and where its instance stands, if it has one.</summary>
    public SagaView Of(SagaView announced)
    {
        var view = announced with { Consistency = Consistency.Strong, AsOf = AsOf };
        return Instances is null || Standing is null ? view : view with { Status = Standing.Status, Error = OutsideEnd.Of(Instances.Last, Standing)?.Error };
    }
}
