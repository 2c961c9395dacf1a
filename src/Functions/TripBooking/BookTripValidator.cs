using DurableSagas.Functions.Http;
using FluentValidation;

namespace DurableSagas.Functions.TripBooking;

internal sealed class BookTripValidator : AbstractValidator<BookTrip>
{
    public BookTripValidator()
    {
        RuleFor(trip => trip.TripId).Matches(Identifiers.Pattern).WithMessage(Identifiers.Expected);
        RuleFor(trip => trip.Flight).Matches(Identifiers.Pattern).WithMessage(Identifiers.Expected);
        RuleFor(trip => trip.Hotel).Matches(Identifiers.Pattern).WithMessage(Identifiers.Expected);
        RuleFor(trip => trip.Car).Matches(Identifiers.Pattern).WithMessage(Identifiers.Expected);
        RuleFor(trip => trip.Travellers).InclusiveBetween(1, 100);
    }
}
