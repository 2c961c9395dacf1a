using DurableSagas.Sagas.Outcomes.Timelines;
using DurableSagas.Sagas.Steps.Recording;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.MoveApp;

public sealed class RecordTimeline(TimelineRecorder recorder)
{
    [Function(TimelineRecorder.RecordTimeline)]
    public Task<bool> RunAsync([ActivityTrigger] TimelineCall call, CancellationToken cancellationToken) => recorder.RecordAsync(call, cancellationToken);
}
