namespace DurableSagas.Functions.TripBooking.Inventory;

/// <summary>The places of a flight, hotel or car: <c>Places = Available + Reserved + Taken</c>.</summary>
public sealed record Availability(string Id, int Places, int Available, int Reserved, int Taken);
