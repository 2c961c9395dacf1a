using System.Net;
using Azure.Core.Serialization;
using DurableSagas.Sagas.Json;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.SagaFunctions.Http;

/// <summary>Writes the answers that every function gives alike.</summary>
public static class Answers
{
    private const string RetryAfterSeconds = "1";

    // The worker's own serializer is for what crosses the history.
    private static readonly JsonObjectSerializer _serializer = new(SagaJson.Options);

    /// <summary>The body as JSON.</summary>
    public static async Task<HttpResponseData> AnswerAsync<T>(
        this HttpRequestData request, T body, CancellationToken cancellationToken, HttpStatusCode status = HttpStatusCode.OK)
    {
        var response = request.CreateResponse(status);
        await response.WriteAsync(body, cancellationToken);
        return response;
    }

    internal static ValueTask WriteAsync<T>(this HttpResponseData response, T body, CancellationToken cancellationToken) =>
        response.WriteAsJsonAsync(body, _serializer, cancellationToken);

    /// <summary>Says where what the answer is about can be read.</summary>
    internal static HttpResponseData At(this HttpResponseData response, string location)
    {
        response.Headers.Add("Location", location);
        return response;
    }

    /// <summary>202, and where the saga's view stands.</summary>
    public static HttpResponseData Accepted(this HttpRequestData request, string id)
    {
        var response = request.CreateResponse(HttpStatusCode.Accepted).At($"/api/sagas/{id}");
        return response.ToAskAgain();
    }

    /// <summary>Says when to ask again about what is under way.</summary>
    internal static HttpResponseData ToAskAgain(this HttpResponseData response)
    {
        response.Headers.Add("Retry-After", RetryAfterSeconds);
        return response;
    }
}
