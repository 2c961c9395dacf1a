using DurableSagas.SagaFunctions.Http;
using FluentValidation;

namespace DurableSagas.Functions.LedgerTransfer.Accounts;

internal sealed class AccountReferenceValidator : AbstractValidator<AccountReference>
{
    public AccountReferenceValidator()
    {
        RuleFor(account => account.Ledger).IsIdentifier();
        RuleFor(account => account.Account).IsIdentifier();
    }
}
