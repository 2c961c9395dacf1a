using DurableSagas.Functions.TripBooking.Inventory;
using DurableSagas.SagaFunctions.Steps;
using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Functions.TripBooking.Cars;

/// <summary>Reserves the trip's places, until <see cref="ConfirmCar"/> takes or <see cref="CancelCar"/> gives them back.</summary>
public sealed class TryCar(StepRunner runner, TableInventory inventory)
{
    [Function(nameof(TryCar))]
    public Task<StepResult<Reservation>> RunAsync([ActivityTrigger] StepCall<BookTrip> call, CancellationToken cancellationToken) =>
        runner.RunAsync(
            call,
            token => inventory.TryAsync(call.ToBarrier(), OfferKind.Car, call.Request.Car, call.Request.Travellers, token),
            cancellationToken);
}
