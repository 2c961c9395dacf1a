using DurableSagas.Sagas.Views;

namespace DurableSagas.BenchmarkApp.Trips;

/// <summary>Keeps no view, so that the engine is measured and not a table.</summary>
internal sealed class NoProjection : ISagaProjection
{
    public Task RecordAsync(SagaRows change, CancellationToken cancellationToken) => Task.CompletedTask;
}
