using DurableSagas.Sagas.Views;

namespace DurableSagas.MoveApp;

/// <summary>This app keeps no views: its sagas are looked at in the task hub.</summary>
internal sealed class NoViews : ISagaProjection
{
    public Task RecordAsync(SagaRows change, CancellationToken cancellationToken) => Task.CompletedTask;
}
