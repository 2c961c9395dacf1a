using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Interventions;
using DurableSagas.Sagas.Texts;
using FluentValidation;

namespace DurableSagas.SagaFunctions.Interventions;

internal sealed class InterventionRequestValidator : AbstractValidator<InterventionRequest>
{
    public InterventionRequestValidator()
    {
        RuleFor(asked => asked.Step).NotEmpty();
        RuleFor(asked => asked.Reason).NotEmpty().MaximumLength(ShortText.MaxComment);
        RuleFor(asked => asked)
            .Must(asked => asked.Result is not null == (asked.Action == InterventionAction.GiveResult))
            .OverridePropertyName(nameof(InterventionRequest.Result))
            .WithMessage($"Expected with '{InterventionAction.GiveResult}', and with nothing else.");
    }
}
