using System.Net;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.OpenApi;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.Functions.OrderFulfilment.Warehouse;

/// <summary>What the warehouse recorded of an order's shipment.</summary>
public sealed class GetShipment(IWarehouse warehouse)
{
    [Function(nameof(GetShipment))]
    [Endpoint("An order's shipment.")]
    [Answers(HttpStatusCode.OK, typeof(Shipment))]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "shipments/{orderId}")] HttpRequestData request,
        string orderId,
        CancellationToken cancellationToken)
    {
        var found = await warehouse.FindShipmentAsync(Identifiers.Require(nameof(orderId), orderId), cancellationToken);
        return await request.AnswerAsync(found ?? throw ProblemException.NotFound($"There is no shipment of order '{orderId}'."), cancellationToken);
    }
}
