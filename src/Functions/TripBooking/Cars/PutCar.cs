using System.Net;
using DurableSagas.SagaFunctions.OpenApi;
using DurableSagas.Functions.TripBooking.Inventory;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.Functions.TripBooking.Cars;

/// <summary>Sets how many places a car has.</summary>
public sealed class PutCar(IInventory inventory)
{
    [Function(nameof(PutCar))]
    [Endpoint("Sets how many places a car has.", Takes = typeof(OfferedPlaces))]
    [Answers(HttpStatusCode.NoContent)]
    public Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "cars/{id}")] HttpRequestData request,
        string id,
        CancellationToken cancellationToken) => inventory.PutAsync(request, OfferKind.Car, id, cancellationToken);
}
