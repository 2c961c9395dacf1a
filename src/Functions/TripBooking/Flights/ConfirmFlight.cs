using DurableSagas.Functions.TripBooking.Inventory;
using DurableSagas.SagaFunctions.Steps;
using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Functions.TripBooking.Flights;

/// <summary>Takes what <see cref="TryFlight"/> reserved.</summary>
public sealed class ConfirmFlight(StepRunner runner, TableInventory inventory)
{
    [Function(nameof(ConfirmFlight))]
    public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<BookTrip> call, CancellationToken cancellationToken) =>
        runner.RunAsync(call, token => inventory.ConfirmAsync(call.ToBarrier(), OfferKind.Flight, call.Request.Flight, token), cancellationToken);
}
