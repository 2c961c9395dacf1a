using System.Net;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.OpenApi;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.Functions.OrderFulfilment.Receipts;

/// <summary>The receipt sent for an order.</summary>
public sealed class GetReceipt(IReceipts receipts)
{
    [Function(nameof(GetReceipt))]
    [Endpoint("An order's receipt.")]
    [Answers(HttpStatusCode.OK, typeof(Receipt))]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "receipts/{orderId}")] HttpRequestData request,
        string orderId,
        CancellationToken cancellationToken)
    {
        var found = await receipts.FindAsync(Identifiers.Require(nameof(orderId), orderId), cancellationToken);
        return await request.AnswerAsync(found ?? throw ProblemException.NotFound($"There is no receipt for order '{orderId}'."), cancellationToken);
    }
}
