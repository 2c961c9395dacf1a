using System.Net;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.OpenApi;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.Functions.Loyalty;

/// <summary>A member's points and card.</summary>
public sealed class GetMember(TableLoyaltyProgramme programme)
{
    [Function(nameof(GetMember))]
    [Endpoint("A member's points and card.")]
    [Answers(HttpStatusCode.OK, typeof(Member))]
    public Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "members/{id}")] HttpRequestData request, string id, CancellationToken cancellationToken) =>
        Resource.GetAsync(request, "member", id, programme.FindAsync, cancellationToken);
}
