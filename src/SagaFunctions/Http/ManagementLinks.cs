using DurableSagas.SagaFunctions.Http.Problems;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace DurableSagas.SagaFunctions.Http;

/// <summary>Makes the management links of an instance before it is started: they are made of headers, which may be anything.</summary>
internal static class ManagementLinks
{
    // Those that the Durable extension reads.
    private static readonly string[] _headers = ["Forwarded", "X-Forwarded-Host", "X-Forwarded-Proto"];

    /// <exception cref="ProblemException">400: a header cannot be read.</exception>
    public static HttpManagementPayload LinksOf(this DurableTaskClient client, string id, HttpRequestData request)
    {
        try
        {
            return client.CreateHttpManagementPayload(id, request);
        }
        catch (Exception exception) when (IsOfReading(exception) && HeadersIn(request) is { Length: > 0 })
        {
            throw ProblemException.BadRequest(
                $"{HeadersIn(request)} cannot be read; expected what a proxy sends, such as 'Forwarded: host=app.example;proto=https'.");
        }
    }

    private static bool IsOfReading(Exception exception) =>
        exception is ArgumentException or FormatException or IndexOutOfRangeException or InvalidOperationException;

    private static string HeadersIn(HttpRequestData request) =>
        string.Join(", ", _headers.Where(request.Headers.Contains).Select(header => $"Header '{header}'"));
}
