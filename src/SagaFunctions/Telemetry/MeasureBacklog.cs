using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.SagaFunctions.Telemetry;

/// <summary>Measures what waits, each minute, in one instance of the app.</summary>
public sealed class MeasureBacklog(QueueAges queues, OldestSaga sagas, Backlog backlog, TimeProvider time)
{
    // Half a minute beside the sweep.
    [Function(nameof(MeasureBacklog))]
    public async Task RunAsync([TimerTrigger("30 * * * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
        backlog.Tell(new BacklogMeasure(time.GetUtcNow(), await queues.MeasureAsync(cancellationToken), await sagas.AgeAsync(cancellationToken)));
}
