using System.Net;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.OpenApi;
using DurableSagas.SagaFunctions.Operators;
using DurableSagas.SagaFunctions.Reading;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.SagaFunctions.Messages;

/// <summary>Messages that could not start their saga, the last first, a page at a time.</summary>
public sealed class GetDeadMessages(DeadMessageTable messages)
{
    [Function(nameof(GetDeadMessages))]
    [OperatorOnly]
    [Endpoint("Messages that could not start their saga, the last first, a page at a time.")]
    [Parameter(RequestedPage.Size, "1 to 200.", Type = typeof(int))]
    [Parameter(RequestedPage.Token, "Of the page before.")]
    [Answers(HttpStatusCode.OK, typeof(DeadMessagePage))]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "dead-messages")] HttpRequestData request, CancellationToken cancellationToken) =>
        await request.AnswerAsync(
            await RequestedPage.ReadByIdAsync(request, (size, after) => messages.ListAsync(size, after, cancellationToken)), cancellationToken);
}
