using DurableSagas.Functions.Http;
using DurableSagas.Functions.LedgerTransfer.Accounts;
using FluentValidation;

namespace DurableSagas.Functions.LedgerTransfer;

internal sealed class TransferMoneyValidator : AbstractValidator<TransferMoney>
{
    public TransferMoneyValidator()
    {
        RuleFor(transfer => transfer.TransferId).Matches(Identifiers.Pattern).WithMessage(Identifiers.Expected);
        RuleFor(transfer => transfer.Amount).ExclusiveBetween(0, Ledgers.MaxBalance).PrecisionScale(18, 2, ignoreTrailingZeros: true);
        RuleFor(transfer => transfer.From).NotNull().ChildRules(CheckAccount);
        RuleFor(transfer => transfer.To).NotNull().ChildRules(CheckAccount).NotEqual(transfer => transfer.From).WithMessage("Expected another account than the one that the money comes from.");
    }

    private static void CheckAccount(InlineValidator<AccountReference> account)
    {
        account.RuleFor(one => one.Ledger).Matches(Identifiers.Pattern).WithMessage(Identifiers.Expected);
        account.RuleFor(one => one.Account).Matches(Identifiers.Pattern).WithMessage(Identifiers.Expected);
    }
}
