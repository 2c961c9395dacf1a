using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using DurableSagas.Participants.Tables;
using DurableSagas.Sagas.Json;

namespace DurableSagas.Functions.TripBooking.Inventory;

/// <summary>A row of the table <c>Inventory</c>, alone in its partition but for barrier rows: places, and who has reserved some of them.</summary>
internal sealed class OfferRow : ITableEntity
{
    public const string Key = "offer";

    public string PartitionKey { get; set; } = string.Empty;

    public string RowKey { get; set; } = Key;

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public int Places { get; set; }

    public int Taken { get; set; }

    /// <summary>JSON: of the open reservations, the expired ones among them until somebody needs their places.</summary>
    public string Reservations { get; set; } = "[]";

    public static string Partition(OfferKind kind, string id) => TableKey.Join(kind.ToString(), id);

    public IReadOnlyList<Reservation> Open() => JsonSerializer.Deserialize<Reservation[]>(Reservations, SagaJson.Options)!;

    public void Keep(IEnumerable<Reservation> reservations) => Reservations = JsonSerializer.Serialize(reservations, SagaJson.Options);

    public Availability At(DateTimeOffset moment, string id)
    {
        var reserved = Open().Where(reservation => reservation.ExpiresAt > moment).Sum(reservation => reservation.Places);
        return new Availability(id, Places, Places - Taken - reserved, reserved, Taken);
    }
}
