using System.Net;
using DurableSagas.SagaFunctions.OpenApi;
using DurableSagas.Functions.TripBooking.Inventory;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.Functions.TripBooking.Cars;

/// <summary>The places of a car: available, reserved and taken.</summary>
public sealed class GetCar(IInventory inventory)
{
    [Function(nameof(GetCar))]
    [Endpoint("The places of a car.")]
    [Answers(HttpStatusCode.OK, typeof(Availability))]
    public Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "cars/{id}")] HttpRequestData request,
        string id,
        CancellationToken cancellationToken) => inventory.GetAsync(request, OfferKind.Car, id, cancellationToken);
}
