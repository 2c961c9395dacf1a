using System.Net;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.OpenApi;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace Shop.Buying.Shelves;

/// <summary>What is on a shelf, and filling it.</summary>
public sealed class ShelfEndpoints(IShelves shelves)
{
    [Function(nameof(GetShelf))]
    [Endpoint("How many pieces of an item there are.")]
    [Answers(HttpStatusCode.OK, typeof(Shelf))]
    public Task<HttpResponseData> GetShelf(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "shelves/{item}")] HttpRequestData request,
        string item,
        CancellationToken cancellationToken) =>
        Resource.GetAsync(request, "item", item, shelves.FindAsync, cancellationToken);

    [Function(nameof(PutShelf))]
    [Endpoint("Sets how many pieces of an item there are.", Takes = typeof(ShelfFilling))]
    [Answers(HttpStatusCode.NoContent)]
    public Task<HttpResponseData> PutShelf(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "shelves/{item}")] HttpRequestData request,
        string item,
        CancellationToken cancellationToken) =>
        Resource.PutAsync<string, ShelfFilling>(request, item, shelves.FillAsync, cancellationToken);
}
