using DurableSagas.Functions.TripBooking.Inventory;
using DurableSagas.SagaFunctions.Steps;
using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Functions.TripBooking.Hotels;

/// <summary>Takes what <see cref="TryHotel"/> reserved.</summary>
public sealed class ConfirmHotel(StepRunner runner, TableInventory inventory)
{
    [Function(nameof(ConfirmHotel))]
    public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<BookTrip> call, CancellationToken cancellationToken) =>
        runner.RunAsync(call, token => inventory.ConfirmAsync(call.ToBarrier(), OfferKind.Hotel, call.Request.Hotel, token), cancellationToken);
}
