using DurableSagas.Functions.Http;
using FluentValidation;

namespace DurableSagas.Functions.LedgerTransfer.Accounts;

internal sealed class AccountReferenceValidator : AbstractValidator<AccountReference>
{
    public AccountReferenceValidator()
    {
        RuleFor(account => account.Ledger).Matches(Identifiers.Pattern).WithMessage(Identifiers.Expected);
        RuleFor(account => account.Account).Matches(Identifiers.Pattern).WithMessage(Identifiers.Expected);
    }
}
