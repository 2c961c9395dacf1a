using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Running;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.MoveApp;

public sealed class RecordTimeline(TimelineRecorder recorder)
{
    [Function(SagaOrchestrator.RecordTimeline)]
    public Task<bool> RunAsync([ActivityTrigger] TimelineCall call, CancellationToken cancellationToken) => recorder.RecordAsync(call, cancellationToken);
}
