using FluentValidation;

namespace DurableSagas.Functions.OrderFulfilment.Warehouse.Stock;

/// <summary>The request that counts an article.</summary>
public sealed record StockCount(int OnHand);

internal sealed class StockCountValidator : AbstractValidator<StockCount>
{
    private const int Max = 1_000_000_000;

    public StockCountValidator() => RuleFor(count => count.OnHand).InclusiveBetween(0, Max).WithMessage($"Expected 0 to {Max}, found {{PropertyValue}}.");
}
