using System.Net;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.Functions.Http;

/// <summary>Writes the answers that every function gives alike.</summary>
internal static class Answers
{
    public static async Task<HttpResponseData> AnswerAsync<T>(this HttpRequestData request, T body, CancellationToken cancellationToken, HttpStatusCode status = HttpStatusCode.OK)
    {
        var response = request.CreateResponse(status);
        await response.WriteAsJsonAsync(body, cancellationToken);
        return response;
    }
}
