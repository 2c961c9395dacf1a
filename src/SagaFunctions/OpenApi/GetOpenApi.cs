using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.SagaFunctions.OpenApi;

/// <summary>The contract of this app.</summary>
public sealed class GetOpenApi(ApiDocument document)
{
    [Function(nameof(GetOpenApi))]
    [Endpoint("This document.")]
    [Answers(HttpStatusCode.OK, typeof(System.Text.Json.JsonElement))]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "openapi.json")] HttpRequestData request,
        CancellationToken cancellationToken)
    {
        var response = request.CreateResponse(HttpStatusCode.OK);
        response.Headers.Add("Content-Type", "application/json");
        await response.WriteStringAsync(document.Text, cancellationToken);
        return response;
    }
}
