using DurableSagas.SagaFunctions.Http;
using FluentValidation;

namespace DurableSagas.Functions.TripBooking;

internal sealed class BookTripValidator : AbstractValidator<BookTrip>
{
    public BookTripValidator()
    {
        RuleFor(trip => trip.TripId).IsIdentifier();
        RuleFor(trip => trip.Flight).IsIdentifier();
        RuleFor(trip => trip.Hotel).IsIdentifier();
        RuleFor(trip => trip.Car).IsIdentifier();
        RuleFor(trip => trip.Travellers).InclusiveBetween(1, 100);
    }
}
