using Azure.Data.Tables;
using DurableSagas.Participants.Barriers;
using DurableSagas.Participants.Tables;
using DurableSagas.SagaFunctions.Steps;
using DurableSagas.Sagas.Steps;

namespace DurableSagas.Functions.TripBooking.Inventory;

/// <summary>The participant that keeps the places of flights, hotels and cars, on Azure Tables.</summary>
/// <remarks>Expired reservations are given back when somebody else needs a place.</remarks>
public sealed class TableInventory(TableServiceClient tables, TimeProvider time, SagaRegister? register = null)
{
    public const string Table = "Inventory";

    // Of the JSON of all open reservations: kept in one column of 32 K characters.
    private const int MaxLength = 31_000;

    private readonly TableClient _table = tables.GetTableClient(Table);
    private readonly TransactionalBarrier _barrier = new(tables.GetTableClient(Table), register, timeProvider: time);

    public async Task<Reservation> TryAsync(BarrierCall call, OfferKind kind, string id, int places, CancellationToken cancellationToken)
    {
        var reserved = await _barrier.RunAsync(
            OfferRow.Partition(kind, id),
            call,
            async (transaction, token) =>
            {
                var offer = await transaction.GetAsync<OfferRow>(OfferRow.Key, token) ?? throw new StepRefusedException($"{kind} '{id}' is unknown.");
                var reservation = Reserve(offer, call, kind, id, places);
                transaction.Update(offer);
                return reservation;
            },
            cancellationToken);
        return reserved.OrRefused(call)!;
    }

    /// <exception cref="StepRefusedException">The reservation has expired: nothing was taken.</exception>
    public Task ConfirmAsync(BarrierCall call, OfferKind kind, string id, CancellationToken cancellationToken) =>
        ChangeAsync(call, kind, id, offer => Confirm(offer, call, kind, id), cancellationToken);

    public Task CancelAsync(BarrierCall call, OfferKind kind, string id, CancellationToken cancellationToken) =>
        ChangeAsync(call, kind, id, offer => offer.Keep(offer.Open().Where(reservation => reservation.Saga != call.Saga)), cancellationToken);

    public async Task PutAsync(OfferKind kind, string id, OfferedPlaces offered, CancellationToken cancellationToken)
    {
        // Merge: what is reserved and taken stays so.
        var row = new TableEntity(OfferRow.Partition(kind, id), OfferRow.Key) { [nameof(OfferRow.Places)] = offered.Places };
        await _table.UpsertEntityAsync(row, TableUpdateMode.Merge, cancellationToken);
    }

    public async Task<Availability?> FindAsync(OfferKind kind, string id, CancellationToken cancellationToken) =>
        (await _table.FindAsync<OfferRow>(OfferRow.Partition(kind, id), OfferRow.Key, cancellationToken))?.At(time.GetUtcNow(), id);

    private async Task ChangeAsync(BarrierCall call, OfferKind kind, string id, Action<OfferRow> change, CancellationToken cancellationToken)
    {
        var outcome = await _barrier.RunAsync(
            OfferRow.Partition(kind, id),
            call,
            async (transaction, token) =>
            {
                var offer = await transaction.GetAsync<OfferRow>(OfferRow.Key, token)
                    ?? throw new InvalidOperationException($"{kind} '{id}' is gone, though a place of it was reserved.");
                change(offer);
                transaction.Update(offer);
            },
            cancellationToken);
        outcome.OrRefused(call);
    }

    private Reservation Reserve(OfferRow offer, BarrierCall call, OfferKind kind, string id, int places)
    {
        var now = time.GetUtcNow();
        var open = offer.Open().Where(other => other.ExpiresAt > now).ToList();
        var available = offer.At(now, id).Available;
        var reservation = available >= places
            ? new Reservation(call.Saga, places, now + TripBookingSaga.ReservedFor)
            : throw new StepRefusedException($"{kind} '{id}' has {available} places left, {places} are needed.");
        offer.Keep([.. open, reservation]);
        return offer.Reservations.Length <= MaxLength
            ? reservation
            : throw new StepUnavailableException($"{kind} '{id}' has {open.Count} open reservations, as many as it can keep.", null);
    }

    private void Confirm(OfferRow offer, BarrierCall call, OfferKind kind, string id)
    {
        var open = offer.Open();
        var mine = open.FirstOrDefault(reservation => reservation.Saga == call.Saga)
            ?? throw new StepRefusedException(
                $"{kind} '{id}': the reservation of saga '{call.Saga}' has expired, and its places were given to others. Nothing was taken.");
        if (mine.ExpiresAt <= time.GetUtcNow())
        {
            throw new StepRefusedException($"{kind} '{id}': the reservation of saga '{call.Saga}' expired at {mine.ExpiresAt:u}. Nothing was taken.");
        }

        offer.Taken += mine.Places;
        offer.Keep(open.Where(reservation => reservation != mine));
    }
}
