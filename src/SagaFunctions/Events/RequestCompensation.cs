using System.Text.Json;
using DurableSagas.Sagas.Events;
using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.SagaFunctions.Events;

/// <summary>Asks the consumer of a queue to undo a step, and looks whether it has.</summary>
public sealed class RequestCompensation(CompensationRequester requester)
{
    [Function(CompensationRequester.RequestCompensation)]
    public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<JsonElement> call, CancellationToken cancellationToken) =>
        requester.RunAsync(call, cancellationToken);
}
