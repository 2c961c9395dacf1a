using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.Functions.Declared;

/// <summary>The JSON Schema of declared transactions.</summary>
public sealed class GetTransactionSchema(TransactionSchema schema)
{
    [Function(nameof(GetTransactionSchema))]
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
