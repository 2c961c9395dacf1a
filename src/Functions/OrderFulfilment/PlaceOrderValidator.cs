using DurableSagas.SagaFunctions.Http;
using FluentValidation;

namespace DurableSagas.Functions.OrderFulfilment;

internal sealed class PlaceOrderValidator : AbstractValidator<PlaceOrder>
{
    // Reservation and shipment write every article's row in one entity-group transaction of 100.
    private const int MaxLines = 50;

    public PlaceOrderValidator()
    {
        RuleFor(order => order.OrderId).IsIdentifier();
        RuleFor(order => order.CustomerId).IsIdentifier();
        RuleFor(order => order.Address).NotEmpty().MaximumLength(500);
        RuleFor(order => order.Lines).NotEmpty().Must(lines => lines.Count <= MaxLines).WithMessage($"An order has at most {MaxLines} lines.");
        RuleForEach(order => order.Lines).NotNull().SetValidator(new OrderLineValidator());
    }
}
