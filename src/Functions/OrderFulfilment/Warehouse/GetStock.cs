using System.Net;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.OpenApi;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.Functions.OrderFulfilment.Warehouse;

/// <summary>How much of an article there is.</summary>
public sealed class GetStock(IWarehouse warehouse)
{
    [Function(nameof(GetStock))]
    [Endpoint("How much of an article there is.")]
    [Answers(HttpStatusCode.OK, typeof(StockLevel))]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "stock/{sku}")] HttpRequestData request,
        string sku,
        CancellationToken cancellationToken)
    {
        var found = await warehouse.FindStockAsync(Identifiers.Require(nameof(sku), sku), cancellationToken);
        return await request.AnswerAsync(found ?? throw ProblemException.NotFound($"There is no article '{sku}'."), cancellationToken);
    }
}
