using DurableSagas.Functions.TripBooking.Inventory;
using DurableSagas.SagaFunctions.Steps;
using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Functions.TripBooking.Hotels;

/// <summary>Gives back what <see cref="TryHotel"/> reserved.</summary>
public sealed class CancelHotel(StepRunner runner, TableInventory inventory)
{
    [Function(nameof(CancelHotel))]
    public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<BookTrip> call, CancellationToken cancellationToken) =>
        runner.RunAsync(call, token => inventory.CancelAsync(call.ToBarrier(), OfferKind.Hotel, call.Request.Hotel, token), cancellationToken);
}
