using System.Net;

namespace DurableSagas.SagaFunctions.Http.Problems;

/// <summary>Ends a request with problem details (RFC 9457).</summary>
public sealed class ProblemException(HttpStatusCode status, string detail) : Exception(detail)
{
    public HttpStatusCode Status { get; } = status;

    /// <summary>What is wrong with which field, by the field's path in the document.</summary>
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    public string? InstanceId { get; init; }

    /// <summary>Seconds after which the same request may work.</summary>
    public int? RetryAfter { get; init; }

    public static ProblemException BadRequest(string detail) => new(HttpStatusCode.BadRequest, detail);

    public static ProblemException BadField(string field, string error) =>
        BadFields(new Dictionary<string, string[]> { [field] = [error] });

    public static ProblemException BadFields(IReadOnlyDictionary<string, string[]> errors) =>
        new(HttpStatusCode.BadRequest, $"The request is not valid: {string.Join(" ", errors.Select(Told))}") { Errors = errors };

    public static ProblemException NotFound(string detail, string? instanceId = null) => new(HttpStatusCode.NotFound, detail) { InstanceId = instanceId };

    private static string Told(KeyValuePair<string, string[]> error) => $"{error.Key}: {string.Join(" ", error.Value)}";
}
