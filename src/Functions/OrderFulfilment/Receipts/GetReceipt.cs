using System.Net;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.OpenApi;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.Functions.OrderFulfilment.Receipts;

/// <summary>The receipt sent for an order.</summary>
public sealed class GetReceipt(TableReceipts receipts)
{
    [Function(nameof(GetReceipt))]
    [Endpoint("An order's receipt.")]
    [Answers(HttpStatusCode.OK, typeof(Receipt))]
    public Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "receipts/{orderId}")] HttpRequestData request,
        string orderId,
        CancellationToken cancellationToken) =>
        Resource.GetAsync(request, "receipt for order", orderId, receipts.FindAsync, cancellationToken);
}
