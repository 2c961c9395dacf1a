using DurableSagas.Participants.Barriers;

namespace DurableSagas.Functions.TripBooking.Inventory;

/// <summary>The participant that keeps the places of flights, hotels and cars.</summary>
public interface IInventory
{
    Task<Reservation> TryAsync(BarrierCall call, OfferKind kind, string id, int places, CancellationToken cancellationToken);

    /// <exception cref="Sagas.Steps.StepRefusedException">The reservation has expired: nothing was taken.</exception>
    Task ConfirmAsync(BarrierCall call, OfferKind kind, string id, CancellationToken cancellationToken);

    Task CancelAsync(BarrierCall call, OfferKind kind, string id, CancellationToken cancellationToken);

    Task PutAsync(OfferKind kind, string id, int places, CancellationToken cancellationToken);

    Task<Availability?> FindAsync(OfferKind kind, string id, CancellationToken cancellationToken);
}
