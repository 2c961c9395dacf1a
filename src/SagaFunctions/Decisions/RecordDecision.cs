using System.Text.Json;
using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.TwoPhaseCommit;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.SagaFunctions.Decisions;

/// <summary>Makes the decision of a two-phase commit durable, before any participant is told.</summary>
public sealed class RecordDecision(DecisionRecorder recorder)
{
    [Function(DecisionRecorder.RecordDecision)]
    public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<JsonElement> call, CancellationToken cancellationToken) =>
        recorder.RunAsync(call, cancellationToken);
}
