using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Testing.Tests.Leaves;

public sealed class TellPayroll(StepRunner runner)
{
    [Function(nameof(TellPayroll))]
    public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<TakeLeave> call, CancellationToken cancellationToken) =>
        runner.RunAsync(call, _ => Task.CompletedTask, cancellationToken);
}
