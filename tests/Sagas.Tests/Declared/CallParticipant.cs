using DurableSagas.Sagas.Declared;
using DurableSagas.Sagas.Declared.Calls;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Sagas.Tests.Declared;

/// <summary>Calls the tests' participant as the app's function calls one over HTTP.</summary>
public sealed class CallParticipant(StepRunner runner, Participant participant)
{
    [Function(DeclaredSaga.CallParticipant)]
    public Task<StepResult<ForeignJson?>> RunAsync([ActivityTrigger] StepCall<ParticipantCall> call, CancellationToken cancellationToken) =>
        runner.AskAsync(call, _ => Task.FromResult(participant.Answer(call.Activity, call.Request)), cancellationToken);
}
