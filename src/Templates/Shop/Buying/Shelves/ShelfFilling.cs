using FluentValidation;

namespace Shop.Buying.Shelves;

/// <summary>How many pieces of an item there are to be.</summary>
public sealed record ShelfFilling(int Pieces);

internal sealed class ShelfFillingValidator : AbstractValidator<ShelfFilling>
{
    public ShelfFillingValidator() => RuleFor(filling => filling.Pieces).InclusiveBetween(0, 1_000_000);
}
