namespace DurableSagas.SagaFunctions.Http.Problems;

/// <summary>The body of every error answer: problem details (RFC 9457) with the instance id and the faulty fields.</summary>
internal sealed record ProblemDetails(string Type, string Title, int Status, string Detail, string? InstanceId, IReadOnlyDictionary<string, string[]>? Errors)
{
    public const string ContentType = "application/problem+json";
}
