using DurableSagas.Projections;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.Functions.Http;

/// <summary>One saga with its timeline, from its view.</summary>
public sealed class GetSaga(SagaQueries queries)
{
    [Function(nameof(GetSaga))]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "sagas/{id}")] HttpRequestData request,
        string id,
        CancellationToken cancellationToken)
    {
        RequireEventual(request);
        return await request.AnswerAsync(await queries.RequireAsync(id, cancellationToken), cancellationToken);
    }

    private static void RequireEventual(HttpRequestData request)
    {
        if (request.Query["consistency"] is { } asked && !Enum.TryParse<Consistency>(asked, ignoreCase: true, out _))
        {
            throw ProblemException.BadField("consistency", $"'{asked}' is not offered; expected {string.Join(", ", Enum.GetNames<Consistency>()).ToLowerInvariant()}.");
        }
    }
}
