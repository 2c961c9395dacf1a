using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Running;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace DurableSagas.BenchmarkApp.Trips;

/// <summary>Three steps of which the last is refused, so that the first two are undone.</summary>
public static class TripOrchestrator
{
    private static readonly SagaDefinition<Trip> _definition = Saga.For<Trip>("trip")
        .Step<TakeSeat>().CompensateWith<GiveSeatBack>()
        .Step<TakeRoom>().CompensateWith<GiveRoomBack>()
        .Step<TakeCar>().CompensateWith<GiveCarBack>()
        .Build();

    [Function(nameof(TripOrchestrator))]
    public static Task<SagaOutcome> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, Trip request) =>
        SagaOrchestrator.RunAsync(context, _definition, request);
}
