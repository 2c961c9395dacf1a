using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.Texts;
using FluentValidation;

namespace DurableSagas.SagaFunctions.Operating;

internal sealed class CancelRequestValidator : AbstractValidator<CancelRequest>
{
    public CancelRequestValidator() => RuleFor(cancel => cancel.Reason!).MaximumLength(ShortText.MaxComment);
}
