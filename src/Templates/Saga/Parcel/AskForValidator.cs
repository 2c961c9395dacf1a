using DurableSagas.SagaFunctions.Http;
using FluentValidation;

namespace AppNamespace.Parcel;

internal sealed class AskForValidator : AbstractValidator<AskFor>
{
    public AskForValidator() => RuleFor(request => request.Id).IsIdentifier();
}
