using DurableSagas.SagaFunctions.Declared.Participants;
using DurableSagas.Sagas.Declared;
using DurableSagas.Sagas.Declared.Calls;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.SagaFunctions.Declared;

/// <summary>Makes one call of a declared transaction.</summary>
public sealed class CallParticipant(StepRunner runner, ParticipantClient participants)
{
    [Function(DeclaredSaga.CallParticipant)]
    public Task<StepResult<ForeignJson?>> RunAsync([ActivityTrigger] StepCall<ParticipantCall> call, CancellationToken cancellationToken) =>
        runner.AskAsync(call, token => participants.CallAsync(call, token), cancellationToken);
}
