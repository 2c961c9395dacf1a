using FluentValidation;

namespace DurableSagas.Functions.LedgerTransfer.Accounts;

/// <summary>The request that opens an account, or sets its balance.</summary>
public sealed record OpeningBalance(decimal Balance);

internal sealed class OpeningBalanceValidator : AbstractValidator<OpeningBalance>
{
    private static readonly string _expected = $"Expected 0 to {Ledgers.MaxBalance} with at most two decimals, found {{PropertyValue}}.";

    public OpeningBalanceValidator() => RuleFor(opening => opening.Balance).Cascade(CascadeMode.Stop)
        .InclusiveBetween(0, Ledgers.MaxBalance).WithMessage(_expected)
        .Must(balance => balance.Scale <= 2).WithMessage(_expected);
}
