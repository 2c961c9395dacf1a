using FluentValidation;

namespace Shop.Buying.Wallets;

public sealed record WalletBalance(decimal Balance);

internal sealed class WalletBalanceValidator : AbstractValidator<WalletBalance>
{
    public WalletBalanceValidator() => RuleFor(wallet => wallet.Balance).InclusiveBetween(0, 1_000_000).PrecisionScale(9, 2, ignoreTrailingZeros: true);
}
