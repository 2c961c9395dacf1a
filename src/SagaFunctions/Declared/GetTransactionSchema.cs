using System.Net;
using System.Text.Json;
using DurableSagas.SagaFunctions.OpenApi;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.SagaFunctions.Declared;

/// <summary>The JSON Schema of declared transactions.</summary>
public sealed class GetTransactionSchema(TransactionSchema schema)
{
    [Function(nameof(GetTransactionSchema))]
    [Endpoint("The JSON Schema of declared transactions.")]
    [Answers(HttpStatusCode.OK, typeof(JsonElement), ContentType = "application/schema+json")]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "schemas/transaction.json")] HttpRequestData request,
        CancellationToken cancellationToken)
    {
        var response = request.CreateResponse(HttpStatusCode.OK);
        response.Headers.Add("Content-Type", "application/schema+json");
        await response.WriteStringAsync(schema.Text, cancellationToken);
        return response;
    }
}
