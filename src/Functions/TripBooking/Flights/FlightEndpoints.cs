using System.Net;
using DurableSagas.Functions.TripBooking.Inventory;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.OpenApi;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.Functions.TripBooking.Flights;

/// <summary>The places of a flight: available, reserved and taken; and setting how many there are.</summary>
public sealed class FlightEndpoints(TableInventory inventory)
{
    [Function(nameof(GetFlight))]
    [Endpoint("The places of a flight.")]
    [Answers(HttpStatusCode.OK, typeof(Availability))]
    public Task<HttpResponseData> GetFlight(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "flights/{id}")] HttpRequestData request, string id, CancellationToken cancellationToken) =>
        Resource.GetAsync(request, "flight", id, (flight, token) => inventory.FindAsync(OfferKind.Flight, flight, token), cancellationToken);

    [Function(nameof(PutFlight))]
    [Endpoint("Sets how many places a flight has.", Takes = typeof(OfferedPlaces))]
    [Answers(HttpStatusCode.NoContent)]
    public Task<HttpResponseData> PutFlight(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "flights/{id}")] HttpRequestData request, string id, CancellationToken cancellationToken) =>
        Resource.PutAsync<string, OfferedPlaces>(
            request, id, (flight, offered, token) => inventory.PutAsync(OfferKind.Flight, flight, offered, token), cancellationToken);
}
