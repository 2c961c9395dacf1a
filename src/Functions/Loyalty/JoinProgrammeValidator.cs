using DurableSagas.Functions.Http;
using FluentValidation;

namespace DurableSagas.Functions.Loyalty;

internal sealed class JoinProgrammeValidator : AbstractValidator<JoinProgramme>
{
    public JoinProgrammeValidator()
    {
        RuleFor(request => request.MemberId).Matches(Identifiers.Pattern).WithMessage(Identifiers.Expected);
        RuleFor(request => request.CardNumber).Matches(Identifiers.Pattern).WithMessage(Identifiers.Expected);
        RuleFor(request => request.Points).InclusiveBetween(1, 1_000_000);
    }
}
