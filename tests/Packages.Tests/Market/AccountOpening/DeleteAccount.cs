using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace Market.AccountOpening;

/// <summary>Deletes what <see cref="CreateAccount"/> opened.</summary>
public sealed class DeleteAccount(StepRunner runner)
{
    [Function(nameof(DeleteAccount))]
    public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<OpenAccount> call, CancellationToken cancellationToken) =>
        runner.RunAsync(call, _ => Task.CompletedTask, cancellationToken);
}
