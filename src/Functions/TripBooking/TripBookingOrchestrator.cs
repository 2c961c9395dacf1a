using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Running;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace DurableSagas.Functions.TripBooking;

public static class TripBookingOrchestrator
{
    [Function(nameof(TripBookingOrchestrator))]
    public static Task<SagaOutcome> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, BookTrip request) =>
        SagaOrchestrator.RunAsync(context, TripBookingSaga.Definition, request);
}
