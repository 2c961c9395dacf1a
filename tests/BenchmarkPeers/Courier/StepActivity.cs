using MassTransit;

namespace DurableSagas.BenchmarkPeers.Courier;

/// <summary>Does something, and undoes it.</summary>
internal sealed class StepActivity : IActivity<Trip, Trip>
{
    public Task<ExecutionResult> Execute(ExecuteContext<Trip> context) => Task.FromResult(context.Completed(context.Arguments));

    public Task<CompensationResult> Compensate(CompensateContext<Trip> context) => Task.FromResult(context.Compensated());
}
