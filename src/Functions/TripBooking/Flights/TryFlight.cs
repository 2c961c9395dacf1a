using DurableSagas.Functions.TripBooking.Inventory;
using DurableSagas.SagaFunctions.Steps;
using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Functions.TripBooking.Flights;

/// <summary>Reserves the trip's places, until <see cref="ConfirmFlight"/> takes or <see cref="CancelFlight"/> gives them back.</summary>
public sealed class TryFlight(StepRunner runner, TableInventory inventory)
{
    [Function(nameof(TryFlight))]
    public Task<StepResult<Reservation>> RunAsync([ActivityTrigger] StepCall<BookTrip> call, CancellationToken cancellationToken) =>
        runner.RunAsync(
            call,
            token => inventory.TryAsync(call.ToBarrier(), OfferKind.Flight, call.Request.Flight, call.Request.Travellers, token),
            cancellationToken);
}
