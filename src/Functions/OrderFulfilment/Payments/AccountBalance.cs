using FluentValidation;

namespace DurableSagas.Functions.OrderFulfilment.Payments;

/// <summary>The request that sets a customer's balance.</summary>
public sealed record AccountBalance(decimal Balance);

internal sealed class AccountBalanceValidator : AbstractValidator<AccountBalance>
{
    private const decimal Max = 1_000_000_000_000;

    private static readonly string _expected = $"Expected 0 to {Max} with at most two decimals, found {{PropertyValue}}.";

    public AccountBalanceValidator() => RuleFor(account => account.Balance).Cascade(CascadeMode.Stop)
        .InclusiveBetween(0, Max).WithMessage(_expected)
        .Must(balance => balance.Scale <= 2).WithMessage(_expected);
}
