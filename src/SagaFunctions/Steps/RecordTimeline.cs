using DurableSagas.Sagas.Outcomes.Timelines;
using DurableSagas.Sagas.Steps.Recording;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.SagaFunctions.Steps;

/// <summary>Writes a saga's whole timeline to its view; the last activity of every saga.</summary>
public sealed class RecordTimeline(TimelineRecorder recorder)
{
    [Function(TimelineRecorder.RecordTimeline)]
    public Task<bool> RunAsync([ActivityTrigger] TimelineCall call, CancellationToken cancellationToken) =>
        recorder.RecordAsync(call, cancellationToken);
}
