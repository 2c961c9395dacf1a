using DurableSagas.Functions.TripBooking.Inventory;
using DurableSagas.SagaFunctions.Steps;
using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Functions.TripBooking.Flights;

/// <summary>Gives back what <see cref="TryFlight"/> reserved.</summary>
public sealed class CancelFlight(StepRunner runner, TableInventory inventory)
{
    [Function(nameof(CancelFlight))]
    public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<BookTrip> call, CancellationToken cancellationToken) =>
        runner.RunAsync(call, token => inventory.CancelAsync(call.ToBarrier(), OfferKind.Flight, call.Request.Flight, token), cancellationToken);
}
