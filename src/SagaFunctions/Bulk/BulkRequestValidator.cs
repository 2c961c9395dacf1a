using DurableSagas.SagaFunctions.Http;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Texts;
using FluentValidation;

namespace DurableSagas.SagaFunctions.Bulk;

internal sealed class BulkRequestValidator : AbstractValidator<BulkRequest>
{
    public BulkRequestValidator()
    {
        RuleFor(asked => asked.Reason).NotEmpty().MaximumLength(ShortText.MaxComment);
        RuleFor(asked => asked)
            .Must(asked => asked.Ids is null != asked.Filter is null)
            .OverridePropertyName(nameof(BulkRequest.Ids))
            .WithMessage("Expected either ids or a filter.");
        RuleFor(asked => asked.Ids!)
            .Must(ids => ids.Count is > 0 and <= PostRewinds.MostSagas && ids.All(InstanceIds.IsLegal))
            .WithMessage($"Expected 1 to {PostRewinds.MostSagas} ids of sagas.")
            .When(asked => asked.Ids is not null);
        RuleFor(asked => asked.Filter!.Status)
            .Must(status => status is null or SagaStatus.Stuck or SagaStatus.Failed)
            .WithMessage($"Only what is {SagaStatus.Stuck} or {SagaStatus.Failed} can be rewound.")
            .When(asked => asked.Filter is not null);
    }
}
