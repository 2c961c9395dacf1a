using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps;

namespace DurableSagas.BenchmarkApp.Trips;

/// <summary>Keeps no view, so that the engine is measured and not a table.</summary>
internal sealed class NoProjection : ISagaProjection
{
    public Task RecordStepAsync(StepChange change, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task RecordAsync(SagaTimeline timeline, CancellationToken cancellationToken) => Task.CompletedTask;
}
