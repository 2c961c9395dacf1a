using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using DurableSagas.SagaFunctions.Http.Problems;
using FluentValidation;

namespace DurableSagas.SagaFunctions.Http;

/// <summary>The shape of the ids that callers choose, of orders, customers, articles and the like.</summary>
/// <remarks>What may stand in a URL and in a table key as it is.</remarks>
public static partial class Identifiers
{
    // \z, not $: the latter lets a line feed follow.
    public const string Pattern = @"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}\z";
    public const string Expected = "Expected 1 to 64 letters, digits, dots, hyphens or underscores, beginning with a letter or digit.";

    /// <summary>A rule of a body's member.</summary>
    public static IRuleBuilderOptions<T, string> IsIdentifier<T>(this IRuleBuilder<T, string> rule) => rule.Matches(Pattern).WithMessage(Expected);

    /// <summary>The text itself, of a route or a query.</summary>
    /// <param name="field">The parameter's name there.</param>
    /// <exception cref="ProblemException">400: the text has another shape.</exception>
    public static string Require(string value, [CallerArgumentExpression(nameof(value))] string field = "") =>
        Shape().IsMatch(value) ? value : throw ProblemException.BadField(field, Expected);

    [GeneratedRegex(Pattern)]
    private static partial Regex Shape();
}
