using System.Net;
using DurableSagas.Functions.TripBooking.Inventory;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.OpenApi;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.Functions.TripBooking.Cars;

/// <summary>The places of a car: available, reserved and taken; and setting how many there are.</summary>
public sealed class CarEndpoints(TableInventory inventory)
{
    [Function(nameof(GetCar))]
    [Endpoint("The places of a car.")]
    [Answers(HttpStatusCode.OK, typeof(Availability))]
    public Task<HttpResponseData> GetCar(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "cars/{id}")] HttpRequestData request, string id, CancellationToken cancellationToken) =>
        Resource.GetAsync(request, "car", id, (car, token) => inventory.FindAsync(OfferKind.Car, car, token), cancellationToken);

    [Function(nameof(PutCar))]
    [Endpoint("Sets how many places a car has.", Takes = typeof(OfferedPlaces))]
    [Answers(HttpStatusCode.NoContent)]
    public Task<HttpResponseData> PutCar(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "cars/{id}")] HttpRequestData request, string id, CancellationToken cancellationToken) =>
        Resource.PutAsync<string, OfferedPlaces>(
            request, id, (car, offered, token) => inventory.PutAsync(OfferKind.Car, car, offered, token), cancellationToken);
}
