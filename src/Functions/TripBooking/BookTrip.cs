namespace DurableSagas.Functions.TripBooking;

/// <summary>The request that books a trip: a flight, a hotel and a car, for so many travellers.</summary>
public sealed record BookTrip(string TripId, string Flight, string Hotel, string Car, int Travellers)
{
    /// <summary>As the contract shows it.</summary>
    public static BookTrip Example { get; } = new("trip-1", "LH100", "inn-1", "car-1", 2);
}
