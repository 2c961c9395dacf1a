namespace DurableSagas.Functions.TripBooking.Inventory;

/// <summary>What a trip consists of.</summary>
public enum OfferKind
{
    Flight,
    Hotel,
    Car,
}
