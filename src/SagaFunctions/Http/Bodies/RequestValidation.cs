using System.Text.Json;
using DurableSagas.SagaFunctions.Http.Problems;
using FluentValidation;
using FluentValidation.Results;

namespace DurableSagas.SagaFunctions.Http.Bodies;

/// <summary>Checks a request against the validator of its type, if its workflow has one, and reports every fault at once.</summary>
internal sealed class RequestValidation(IServiceProvider services)
{
    /// <exception cref="ProblemException">400 with every faulty field.</exception>
    public void Validate(object command)
    {
        var validator = (IValidator?)services.GetService(typeof(IValidator<>).MakeGenericType(command.GetType()));
        if (validator?.Validate(new ValidationContext<object>(command)) is { IsValid: false } result)
        {
            throw ProblemException.BadFields(Errors(result));
        }
    }

    private static Dictionary<string, string[]> Errors(ValidationResult result) => result.Errors
        .GroupBy(failure => FieldPath(failure.PropertyName))
        .ToDictionary(group => group.Key, group => group.Select(failure => failure.ErrorMessage).ToArray());

    // As in the document: lines[0].quantity, not Lines[0].Quantity.
    private static string FieldPath(string property) => string.Join('.', property.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));
}
