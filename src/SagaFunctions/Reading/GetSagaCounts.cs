using System.Net;
using DurableSagas.Projections.Lists;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.OpenApi;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.SagaFunctions.Reading;

/// <summary>How many sagas there are, by name and status.</summary>
public sealed class GetSagaCounts(SagaLists lists)
{
    [Function(nameof(GetSagaCounts))]
    [Endpoint("How many sagas there are, by name and status.")]
    [Answers(HttpStatusCode.OK, typeof(IReadOnlyList<SagaCount>))]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "saga-counts")] HttpRequestData request,
        CancellationToken cancellationToken) =>
        await request.AnswerAsync(await lists.CountAsync(cancellationToken), cancellationToken);
}
