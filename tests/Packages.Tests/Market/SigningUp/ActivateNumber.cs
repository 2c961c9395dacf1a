using DurableSagas.SagaFunctions.Steps;
using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace Market.SigningUp;

public sealed class ActivateNumber(StepRunner runner, TableNumbers numbers)
{
    [Function(nameof(ActivateNumber))]
    public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<SignUp> call, CancellationToken cancellationToken) =>
        runner.RunAsync(call, token => numbers.ActivateAsync(call.ToBarrier(), call.Request, token), cancellationToken);
}
