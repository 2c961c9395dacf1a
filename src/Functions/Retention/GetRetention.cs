using System.Net;
using DurableSagas.Functions.Http;
using DurableSagas.Functions.OpenApi;
using DurableSagas.Functions.Operators;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.Functions.Retention;

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
