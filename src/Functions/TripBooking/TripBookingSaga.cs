using DurableSagas.Functions.TripBooking.Cars;
using DurableSagas.Functions.TripBooking.Flights;
using DurableSagas.Functions.TripBooking.Hotels;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Definitions.Agreements;

namespace DurableSagas.Functions.TripBooking;

/// <summary>Reserves flight, hotel and car side by side, then takes all three, or gives back what was reserved.</summary>
public static class TripBookingSaga
{
    /// <summary>How long the participants keep a reservation.</summary>
    public static TimeSpan ReservedFor { get; } = TimeSpan.FromMinutes(30);

    public static SagaDefinition<BookTrip> Definition { get; } =
        Tcc.For<BookTrip>("trip-booking")
            .Within(TimeSpan.FromMinutes(5)).ReservedFor(ReservedFor)
            .Branch<TryFlight>().ConfirmWith<ConfirmFlight>().CancelWith<CancelFlight>()
            .Branch<TryHotel>().ConfirmWith<ConfirmHotel>().CancelWith<CancelHotel>()
            .Branch<TryCar>().ConfirmWith<ConfirmCar>().CancelWith<CancelCar>()
            .Build();
}
