using System.Net;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.OpenApi;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.Functions.OrderFulfilment.Warehouse;

/// <summary>Counts an article: sets how many pieces are on hand.</summary>
public sealed class PutStock(IWarehouse warehouse)
{
    private const int MaxOnHand = 1_000_000_000;

    [Function(nameof(PutStock))]
    [Endpoint("Sets how many pieces of an article are on hand.", Takes = typeof(StockCount))]
    [Answers(HttpStatusCode.NoContent)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "stock/{sku}")] HttpRequestData request,
        string sku,
        CancellationToken cancellationToken)
    {
        Identifiers.Require(nameof(sku), sku);
        var count = await RequestBody.ReadAsync<StockCount>(request, cancellationToken);
        if (count.OnHand is < 0 or > MaxOnHand)
        {
            throw ProblemException.BadField("onHand", $"Expected 0 to {MaxOnHand}, found {count.OnHand}.");
        }

        await warehouse.PutStockAsync(sku, count.OnHand, cancellationToken);
        return request.CreateResponse(HttpStatusCode.NoContent);
    }
}
