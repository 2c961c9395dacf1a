using DurableSagas.Functions.TripBooking.Inventory;
using DurableSagas.SagaFunctions.Steps;
using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Functions.TripBooking.Cars;

/// <summary>Gives back what <see cref="TryCar"/> reserved.</summary>
public sealed class CancelCar(StepRunner runner, TableInventory inventory)
{
    [Function(nameof(CancelCar))]
    public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<BookTrip> call, CancellationToken cancellationToken) =>
        runner.RunAsync(call, token => inventory.CancelAsync(call.ToBarrier(), OfferKind.Car, call.Request.Car, token), cancellationToken);
}
