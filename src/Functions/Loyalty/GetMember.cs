using System.Net;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.OpenApi;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.Functions.Loyalty;

/// <summary>A member's points and card.</summary>
public sealed class GetMember(ILoyaltyProgramme programme)
{
    [Function(nameof(GetMember))]
    [Endpoint("A member's points and card.")]
    [Answers(HttpStatusCode.OK, typeof(Member))]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "members/{id}")] HttpRequestData request,
        string id,
        CancellationToken cancellationToken)
    {
        var found = await programme.FindAsync(Identifiers.Require(nameof(id), id), cancellationToken);
        return await request.AnswerAsync(found ?? throw ProblemException.NotFound($"There is no member '{id}'."), cancellationToken);
    }
}
