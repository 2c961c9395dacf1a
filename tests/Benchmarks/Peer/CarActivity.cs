using DurableSagas.BenchmarkApp.Trips;
using DurableSagas.Sagas.Steps;
using MassTransit;

namespace DurableSagas.Benchmarks.Peer;

/// <summary>Finds no car, always.</summary>
internal sealed class CarActivity : IExecuteActivity<Trip>
{
    public Task<ExecutionResult> Execute(ExecuteContext<Trip> context) =>
        Task.FromResult(context.Faulted(new StepRefusedException("no car is left")));
}
