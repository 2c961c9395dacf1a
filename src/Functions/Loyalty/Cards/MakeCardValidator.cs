using DurableSagas.SagaFunctions.Http;
using FluentValidation;

namespace DurableSagas.Functions.Loyalty.Cards;

internal sealed class MakeCardValidator : AbstractValidator<MakeCard>
{
    public MakeCardValidator()
    {
        RuleFor(request => request.MemberId).IsIdentifier();
        RuleFor(request => request.CardNumber).IsIdentifier();
    }
}
