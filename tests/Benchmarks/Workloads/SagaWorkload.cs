using DurableSagas.Benchmarks.Engine;
using DurableSagas.Benchmarks.Measuring;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Running;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace DurableSagas.Benchmarks.Workloads;

/// <summary>(d) Three steps of which the last is refused, so that the first two are undone.</summary>
public static class SagaWorkload
{
    internal const string Name = "d-saga";

    private static readonly SagaDefinition<Trip> _definition = Saga.For<Trip>("trip")
        .Step<TakeSeat>().CompensateWith<GiveSeatBack>()
        .Step<TakeRoom>().CompensateWith<GiveRoomBack>()
        .Step<TakeCar>().CompensateWith<GiveCarBack>()
        .Build();

    [Function("Trip")]
    public static Task<SagaOutcome> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, Trip request) =>
        SagaOrchestrator.RunAsync(context, _definition, request);

    internal static async Task RunAsync(HubKind kind, Scale scale, Report report, CancellationToken cancellationToken)
    {
        using var folder = new HubFolder();
        await using var engine = await BenchmarkEngine.StartAsync(kind, folder);
        await EnsureCompensatedAsync(engine, cancellationToken);
        await new Throughput(Name, $"{kind}", scale.Instances / 2, scale.LatencySamples, () => engine.Commits)
            .MeasureAsync(number => engine.RunAsync("Trip", new Trip($"{number}"), cancellationToken), report, cancellationToken);
    }

    private static async Task EnsureCompensatedAsync(BenchmarkEngine engine, CancellationToken cancellationToken)
    {
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Trip", new Trip("first"), cancellationToken);
        var end = await engine.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, cancellationToken);
        if (end.ReadOutputAs<SagaOutcome>() is not { Status: SagaStatus.Compensated, Undone: [nameof(TakeRoom), nameof(TakeSeat)] })
        {
            throw new InvalidOperationException($"The trip ended '{end.SerializedOutput}'; it was to be compensated, room before seat.");
        }
    }
}
