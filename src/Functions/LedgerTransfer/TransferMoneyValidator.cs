using DurableSagas.Functions.LedgerTransfer.Accounts;
using DurableSagas.SagaFunctions.Http;
using FluentValidation;

namespace DurableSagas.Functions.LedgerTransfer;

internal sealed class TransferMoneyValidator : AbstractValidator<TransferMoney>
{
    public TransferMoneyValidator()
    {
        RuleFor(transfer => transfer.TransferId).IsIdentifier();
        RuleFor(transfer => transfer.Amount).ExclusiveBetween(0, Ledgers.MaxBalance).PrecisionScale(18, 2, ignoreTrailingZeros: true);
        RuleFor(transfer => transfer.From).NotNull().SetValidator(new AccountReferenceValidator());
        RuleFor(transfer => transfer.To).NotNull().SetValidator(new AccountReferenceValidator())
            .NotEqual(transfer => transfer.From).WithMessage("Expected another account than the one that the money comes from.");
    }
}
