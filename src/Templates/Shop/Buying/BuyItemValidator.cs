using DurableSagas.SagaFunctions.Http;
using FluentValidation;

namespace Shop.Buying;

internal sealed class BuyItemValidator : AbstractValidator<BuyItem>
{
    public BuyItemValidator()
    {
        RuleFor(request => request.Item).IsIdentifier();
        RuleFor(request => request.Customer).IsIdentifier();
        RuleFor(request => request.Price).GreaterThan(0).PrecisionScale(18, 2, ignoreTrailingZeros: true);
    }
}
