using System.Net;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.OpenApi;
using DurableSagas.SagaFunctions.Operators;
using DurableSagas.SagaFunctions.Reading;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.SagaFunctions.Notices.Dead;

/// <summary>Notices that their receivers did not take, the last first, a page at a time.</summary>
public sealed class GetDeadNotices(DeadNoticeTable notices)
{
    [Function(nameof(GetDeadNotices))]
    [OperatorOnly]
    [Endpoint("Notices that their receivers did not take, the last first, a page at a time.")]
    [Parameter(RequestedPage.Size, "1 to 200.", Type = typeof(int))]
    [Parameter(RequestedPage.Token, "Of the page before.")]
    [Answers(HttpStatusCode.OK, typeof(DeadNoticePage))]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "dead-notices")] HttpRequestData request, CancellationToken cancellationToken) =>
        await request.AnswerAsync(
            await RequestedPage.ReadByIdAsync(request, (size, after) => notices.ListAsync(size, after, cancellationToken)), cancellationToken);
}
