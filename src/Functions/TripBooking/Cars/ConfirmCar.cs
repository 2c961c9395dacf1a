using DurableSagas.Functions.TripBooking.Inventory;
using DurableSagas.SagaFunctions.Steps;
using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Functions.TripBooking.Cars;

/// <summary>Takes what <see cref="TryCar"/> reserved.</summary>
public sealed class ConfirmCar(StepRunner runner, TableInventory inventory)
{
    [Function(nameof(ConfirmCar))]
    public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<BookTrip> call, CancellationToken cancellationToken) =>
        runner.RunAsync(call, token => inventory.ConfirmAsync(call.ToBarrier(), OfferKind.Car, call.Request.Car, token), cancellationToken);
}
