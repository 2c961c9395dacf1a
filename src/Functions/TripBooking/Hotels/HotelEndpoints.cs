using System.Net;
using DurableSagas.Functions.TripBooking.Inventory;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.OpenApi;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.Functions.TripBooking.Hotels;

/// <summary>The places of a hotel: available, reserved and taken; and setting how many there are.</summary>
public sealed class HotelEndpoints(TableInventory inventory)
{
    [Function(nameof(GetHotel))]
    [Endpoint("The places of a hotel.")]
    [Answers(HttpStatusCode.OK, typeof(Availability))]
    public Task<HttpResponseData> GetHotel(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "hotels/{id}")] HttpRequestData request, string id, CancellationToken cancellationToken) =>
        Resource.GetAsync(request, "hotel", id, (hotel, token) => inventory.FindAsync(OfferKind.Hotel, hotel, token), cancellationToken);

    [Function(nameof(PutHotel))]
    [Endpoint("Sets how many places a hotel has.", Takes = typeof(OfferedPlaces))]
    [Answers(HttpStatusCode.NoContent)]
    public Task<HttpResponseData> PutHotel(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "hotels/{id}")] HttpRequestData request, string id, CancellationToken cancellationToken) =>
        Resource.PutAsync<string, OfferedPlaces>(
            request, id, (hotel, offered, token) => inventory.PutAsync(OfferKind.Hotel, hotel, offered, token), cancellationToken);
}
