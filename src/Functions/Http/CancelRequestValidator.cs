using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.Texts;
using FluentValidation;

namespace DurableSagas.Functions.Http;

internal sealed class CancelRequestValidator : AbstractValidator<CancelRequest>
{
    public CancelRequestValidator() => RuleFor(cancel => cancel.Reason!).MaximumLength(ShortText.MaxComment);
}
