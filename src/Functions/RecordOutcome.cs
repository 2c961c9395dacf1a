using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Running;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Functions;

/// <summary>The last activity of every saga: writes its whole timeline to the view.</summary>
public sealed class RecordOutcome(OutcomeRecorder recorder)
{
    [Function(SagaOrchestrator.RecordOutcome)]
    public Task<bool> RunAsync([ActivityTrigger] OutcomeCall call, CancellationToken cancellationToken) =>
        recorder.RecordAsync(call, cancellationToken);
}
