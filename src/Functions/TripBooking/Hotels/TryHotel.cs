using DurableSagas.Functions.TripBooking.Inventory;
using DurableSagas.SagaFunctions.Steps;
using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Functions.TripBooking.Hotels;

/// <summary>Reserves the trip's places, until <see cref="ConfirmHotel"/> takes or <see cref="CancelHotel"/> gives them back.</summary>
public sealed class TryHotel(StepRunner runner, TableInventory inventory)
{
    [Function(nameof(TryHotel))]
    public Task<StepResult<Reservation>> RunAsync([ActivityTrigger] StepCall<BookTrip> call, CancellationToken cancellationToken) =>
        runner.RunAsync(
            call,
            token => inventory.TryAsync(call.ToBarrier(), OfferKind.Hotel, call.Request.Hotel, call.Request.Travellers, token),
            cancellationToken);
}
