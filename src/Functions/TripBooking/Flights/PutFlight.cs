using System.Net;
using DurableSagas.SagaFunctions.OpenApi;
using DurableSagas.Functions.TripBooking.Inventory;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.Functions.TripBooking.Flights;

/// <summary>Sets how many places a flight has.</summary>
public sealed class PutFlight(IInventory inventory)
{
    [Function(nameof(PutFlight))]
    [Endpoint("Sets how many places a flight has.", Takes = typeof(OfferedPlaces))]
    [Answers(HttpStatusCode.NoContent)]
    public Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "flights/{id}")] HttpRequestData request,
        string id,
        CancellationToken cancellationToken) => inventory.PutAsync(request, OfferKind.Flight, id, cancellationToken);
}
