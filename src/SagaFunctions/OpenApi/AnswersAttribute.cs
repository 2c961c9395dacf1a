using System.Net;

namespace DurableSagas.SagaFunctions.OpenApi;

/// <summary>One of the answers that an HTTP function gives when all is well.</summary>
/// <param name="body">Null when it has none.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class AnswersAttribute(HttpStatusCode status, Type? body = null) : Attribute
{
    public HttpStatusCode Status { get; } = status;

    public Type? Body { get; } = body;

    public string ContentType { get; init; } = "application/json";
}
