using DurableSagas.Functions.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.Functions.Retention;

/// <summary>What the last purges removed, newest first.</summary>
public sealed class GetRetention(RetentionRuns runs)
{
    [Function(nameof(GetRetention))]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "retention")] HttpRequestData request,
        CancellationToken cancellationToken) => await request.AnswerAsync(await runs.LastAsync(cancellationToken), cancellationToken);
}
