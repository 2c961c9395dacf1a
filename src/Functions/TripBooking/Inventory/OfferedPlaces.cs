namespace DurableSagas.Functions.TripBooking.Inventory;

/// <summary>The request that sets how many places there are.</summary>
public sealed record OfferedPlaces(int Places);
