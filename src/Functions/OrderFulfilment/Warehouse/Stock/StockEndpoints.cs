using System.Net;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.OpenApi;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.Functions.OrderFulfilment.Warehouse.Stock;

/// <summary>How many pieces there are of an article, and counting them.</summary>
public sealed class StockEndpoints(TableWarehouse warehouse)
{
    [Function(nameof(GetStock))]
    [Endpoint("How much of an article there is.")]
    [Answers(HttpStatusCode.OK, typeof(StockLevel))]
    public Task<HttpResponseData> GetStock(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "stock/{sku}")] HttpRequestData request, string sku, CancellationToken cancellationToken) =>
        Resource.GetAsync(request, "article", sku, warehouse.FindStockAsync, cancellationToken);

    [Function(nameof(PutStock))]
    [Endpoint("Sets how many pieces of an article are on hand.", Takes = typeof(StockCount))]
    [Answers(HttpStatusCode.NoContent)]
    public Task<HttpResponseData> PutStock(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "stock/{sku}")] HttpRequestData request, string sku, CancellationToken cancellationToken) =>
        Resource.PutAsync<string, StockCount>(request, sku, warehouse.PutStockAsync, cancellationToken);
}
