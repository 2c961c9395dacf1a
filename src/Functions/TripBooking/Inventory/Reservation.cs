namespace DurableSagas.Functions.TripBooking.Inventory;

/// <summary>Places kept for a saga until they are confirmed, cancelled or expired.</summary>
public sealed record Reservation(string Saga, int Places, DateTimeOffset ExpiresAt);
