using DurableSagas.BenchmarkApp.Trips;
using MassTransit;

namespace DurableSagas.Benchmarks.Peer;

/// <summary>Takes a seat, and gives it back.</summary>
internal sealed class SeatActivity : IActivity<Trip, Trip>
{
    public Task<ExecutionResult> Execute(ExecuteContext<Trip> context) => Task.FromResult(context.Completed(context.Arguments));

    public Task<CompensationResult> Compensate(CompensateContext<Trip> context) => Task.FromResult(context.Compensated());
}
