using DurableSagas.SagaFunctions.Http;
using FluentValidation;

namespace DurableSagas.Functions.Loyalty;

internal sealed class JoinProgrammeValidator : AbstractValidator<JoinProgramme>
{
    public JoinProgrammeValidator()
    {
        RuleFor(request => request.MemberId).IsIdentifier();
        RuleFor(request => request.CardNumber).IsIdentifier();
        RuleFor(request => request.Points).InclusiveBetween(1, 1_000_000);
    }
}
