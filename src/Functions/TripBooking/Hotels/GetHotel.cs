using System.Net;
using DurableSagas.SagaFunctions.OpenApi;
using DurableSagas.Functions.TripBooking.Inventory;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.Functions.TripBooking.Hotels;

/// <summary>The places of a hotel: available, reserved and taken.</summary>
public sealed class GetHotel(IInventory inventory)
{
    [Function(nameof(GetHotel))]
    [Endpoint("The places of a hotel.")]
    [Answers(HttpStatusCode.OK, typeof(Availability))]
    public Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "hotels/{id}")] HttpRequestData request,
        string id,
        CancellationToken cancellationToken) => inventory.GetAsync(request, OfferKind.Hotel, id, cancellationToken);
}
