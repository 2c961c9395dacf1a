using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps;

namespace DurableSagas.MoveApp;

/// <summary>This app keeps no views: its sagas are looked at in the task hub.</summary>
internal sealed class NoViews : ISagaProjection
{
    public Task RecordStepAsync(StepChange change, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task RecordAsync(SagaTimeline timeline, CancellationToken cancellationToken) => Task.CompletedTask;
}
