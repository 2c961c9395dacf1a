using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace Market.AccountOpening;

/// <summary>Opens an account.</summary>
public sealed class CreateAccount(StepRunner runner)
{
    [Function(nameof(CreateAccount))]
    public Task<StepResult<Account>> RunAsync([ActivityTrigger] StepCall<OpenAccount> call, CancellationToken cancellationToken) =>
        runner.RunAsync(call, _ => Task.FromResult(new Account($"account of {call.Request.Id}")), cancellationToken);
}
