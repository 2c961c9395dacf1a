using FluentValidation;

namespace DurableSagas.Functions.TripBooking.Inventory;

/// <summary>The request that sets how many places there are.</summary>
public sealed record OfferedPlaces(int Places);

internal sealed class OfferedPlacesValidator : AbstractValidator<OfferedPlaces>
{
    private const int Max = 1_000_000;

    public OfferedPlacesValidator() =>
        RuleFor(offered => offered.Places).InclusiveBetween(0, Max).WithMessage($"Expected 0 to {Max}, found {{PropertyValue}}.");
}
