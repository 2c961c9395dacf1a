using System.Net;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.OpenApi;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.Functions.OrderFulfilment.Warehouse.Shipments;

/// <summary>What the warehouse recorded of an order's shipment.</summary>
public sealed class GetShipment(TableWarehouse warehouse)
{
    [Function(nameof(GetShipment))]
    [Endpoint("An order's shipment.")]
    [Answers(HttpStatusCode.OK, typeof(Shipment))]
    public Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "shipments/{orderId}")] HttpRequestData request,
        string orderId,
        CancellationToken cancellationToken) =>
        Resource.GetAsync(request, "shipment of order", orderId, warehouse.FindShipmentAsync, cancellationToken);
}
