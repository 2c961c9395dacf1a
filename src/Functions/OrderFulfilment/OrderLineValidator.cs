using DurableSagas.SagaFunctions.Http;
using FluentValidation;

namespace DurableSagas.Functions.OrderFulfilment;

internal sealed class OrderLineValidator : AbstractValidator<OrderLine>
{
    public OrderLineValidator()
    {
        RuleFor(line => line.Sku).IsIdentifier();
        RuleFor(line => line.Quantity).InclusiveBetween(1, 1_000_000);
        RuleFor(line => line.UnitPrice).InclusiveBetween(0, 1_000_000).PrecisionScale(18, 2, ignoreTrailingZeros: true);
    }
}
