using DurableSagas.Sagas.Texts;
using FluentValidation;

namespace DurableSagas.SagaFunctions.Rewinding;

internal sealed class OperatorReasonValidator : AbstractValidator<OperatorReason>
{
    public OperatorReasonValidator() => RuleFor(asked => asked.Reason).NotEmpty().MaximumLength(ShortText.MaxComment);
}
