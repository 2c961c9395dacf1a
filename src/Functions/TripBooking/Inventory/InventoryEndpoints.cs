using System.Net;
using DurableSagas.SagaFunctions.Http;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.Functions.TripBooking.Inventory;

/// <summary>What the functions of flights, hotels and cars do alike.</summary>
internal static class InventoryEndpoints
{
    private const int MaxPlaces = 1_000_000;

    public static async Task<HttpResponseData> PutAsync(this IInventory inventory, HttpRequestData request, OfferKind kind, string id, CancellationToken cancellationToken)
    {
        Identifiers.Require(nameof(id), id);
        var offered = await RequestBody.ReadAsync<OfferedPlaces>(request, cancellationToken);
        if (offered.Places is < 0 or > MaxPlaces)
        {
            throw ProblemException.BadField("places", $"Expected 0 to {MaxPlaces}, found {offered.Places}.");
        }

        await inventory.PutAsync(kind, id, offered.Places, cancellationToken);
        return request.CreateResponse(HttpStatusCode.NoContent);
    }

    public static async Task<HttpResponseData> GetAsync(this IInventory inventory, HttpRequestData request, OfferKind kind, string id, CancellationToken cancellationToken)
    {
        var found = await inventory.FindAsync(kind, Identifiers.Require(nameof(id), id), cancellationToken);
        return await request.AnswerAsync(found ?? throw ProblemException.NotFound($"There is no {kind.ToString().ToLowerInvariant()} '{id}'."), cancellationToken);
    }
}
