using System.Net;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.OpenApi;
using DurableSagas.SagaFunctions.Operators;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.SagaFunctions.Retention;

/// <summary>What the last purges removed, newest first.</summary>
public sealed class GetRetention(RetentionRuns runs)
{
    [Function(nameof(GetRetention))]
    [OperatorOnly]
    [Endpoint("What the last purges removed.")]
    [Answers(HttpStatusCode.OK, typeof(IReadOnlyList<RetentionRun>))]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "retention")] HttpRequestData request,
        CancellationToken cancellationToken) => await request.AnswerAsync(await runs.LastAsync(cancellationToken), cancellationToken);
}
