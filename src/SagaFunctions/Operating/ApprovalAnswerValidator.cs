using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.Texts;
using FluentValidation;

namespace DurableSagas.SagaFunctions.Operating;

internal sealed class ApprovalAnswerValidator : AbstractValidator<ApprovalAnswer>
{
    public ApprovalAnswerValidator()
    {
        RuleFor(answer => answer.By).MaximumLength(ShortText.MaxName);
        RuleFor(answer => answer.Comment!).MaximumLength(ShortText.MaxComment);
    }
}
