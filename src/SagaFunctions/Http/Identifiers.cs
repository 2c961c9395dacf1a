using FluentValidation;

namespace DurableSagas.SagaFunctions.Http;

/// <summary>The shape of the ids that callers choose, of orders, customers, articles and the like: what may stand in a URL and in a table key as it is.</summary>
public static partial class Identifiers
{
    // \z, not $: the latter lets a line feed follow.
    public const string Pattern = @"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}\z";
    public const string Expected = "Expected 1 to 64 letters, digits, dots, hyphens or underscores, beginning with a letter or digit.";

    public static IRuleBuilderOptions<T, string> IsIdentifier<T>(this IRuleBuilder<T, string> rule) => rule.Matches(Pattern).WithMessage(Expected);

    /// <exception cref="ProblemException">400: the text in the route has another shape.</exception>
    public static string Require(string field, string value) =>
        Shape().IsMatch(value) ? value : throw ProblemException.BadField(field, Expected);

    [System.Text.RegularExpressions.GeneratedRegex(Pattern)]
    private static partial System.Text.RegularExpressions.Regex Shape();
}
