using System.Net;
using DurableSagas.SagaFunctions.OpenApi;
using DurableSagas.Functions.TripBooking.Inventory;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.Functions.TripBooking.Flights;

/// <summary>The places of a flight: available, reserved and taken.</summary>
public sealed class GetFlight(IInventory inventory)
{
    [Function(nameof(GetFlight))]
    [Endpoint("The places of a flight.")]
    [Answers(HttpStatusCode.OK, typeof(Availability))]
    public Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "flights/{id}")] HttpRequestData request,
        string id,
        CancellationToken cancellationToken) => inventory.GetAsync(request, OfferKind.Flight, id, cancellationToken);
}
