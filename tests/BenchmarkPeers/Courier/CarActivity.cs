using MassTransit;

namespace DurableSagas.BenchmarkPeers.Courier;

/// <summary>Finds no car, always.</summary>
internal sealed class CarActivity : IExecuteActivity<Trip>
{
    public Task<ExecutionResult> Execute(ExecuteContext<Trip> context) =>
        Task.FromResult(context.Faulted(new InvalidOperationException("no car is left")));
}
