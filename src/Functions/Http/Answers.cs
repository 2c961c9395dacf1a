using System.Net;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.Functions.Http;

/// <summary>Writes the answers that every function gives alike.</summary>
internal static class Answers
{
    private const string RetryAfterSeconds = "1";

    public static async Task<HttpResponseData> AnswerAsync<T>(this HttpRequestData request, T body, CancellationToken cancellationToken, HttpStatusCode status = HttpStatusCode.OK)
    {
        var response = request.CreateResponse(status);
        await response.WriteAsJsonAsync(body, cancellationToken);
        return response;
    }

    /// <summary>202, and where the saga's view stands.</summary>
    public static HttpResponseData Accepted(this HttpRequestData request, string id)
    {
        var response = request.CreateResponse(HttpStatusCode.Accepted);
        response.Headers.Add("Location", $"/api/sagas/{id}");
        response.Headers.Add("Retry-After", RetryAfterSeconds);
        return response;
    }
}
