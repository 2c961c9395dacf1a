using System.Net;
using DurableSagas.SagaFunctions.OpenApi;
using DurableSagas.Functions.TripBooking.Inventory;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.Functions.TripBooking.Hotels;

/// <summary>Sets how many places a hotel has.</summary>
public sealed class PutHotel(IInventory inventory)
{
    [Function(nameof(PutHotel))]
    [Endpoint("Sets how many places a hotel has.", Takes = typeof(OfferedPlaces))]
    [Answers(HttpStatusCode.NoContent)]
    public Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "hotels/{id}")] HttpRequestData request,
        string id,
        CancellationToken cancellationToken) => inventory.PutAsync(request, OfferKind.Hotel, id, cancellationToken);
}
