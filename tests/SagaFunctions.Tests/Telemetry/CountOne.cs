using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.SagaFunctions.Tests.Telemetry;

public sealed class CountOne(StepRunner runner)
{
    [Function(nameof(CountOne))]
    public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<CountUp> call, CancellationToken cancellationToken) =>
        runner.RunAsync(call, _ => Task.CompletedTask, cancellationToken);
}
