using System.Net;
using DurableSagas.Projections.Lists;
using DurableSagas.SagaFunctions.Bulk.Rows;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.Http.Bodies;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.SagaFunctions.OpenApi;
using DurableSagas.SagaFunctions.Operators;
using DurableSagas.Sagas.Outcomes;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableSagas.SagaFunctions.Bulk;

/// <summary>Rewinds many sagas, two at a time; which, is fixed before the first.</summary>
public sealed class PostRewinds(SagaLists lists, BulkTable rewinds, OperatorRule operators, TimeProvider time)
{
    internal const int MostSagas = 1000;

    [Function(nameof(PostRewinds))]
    [OperatorOnly]
    [Endpoint("Rewinds many sagas, two at a time; which, is fixed before the first.", Takes = typeof(BulkRequest))]
    [Answers(HttpStatusCode.Accepted, typeof(BulkStarted))]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "rewinds")] HttpRequestData request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var asked = await RequestBody.ReadAsync<BulkRequest>(request, cancellationToken);
        var sagas = asked.Ids is { } ids ? [.. ids.Distinct(StringComparer.Ordinal)] : await FoundAsync(asked.Filter!, cancellationToken);
        if (sagas.Count == 0)
        {
            throw new ProblemException(HttpStatusCode.Conflict, $"The filter finds no saga that is {asked.Filter!.Status ?? SagaStatus.Stuck}.");
        }

        var id = Guid.NewGuid().ToString("N");
        await rewinds.AddAsync(id, sagas, asked.Reason, operators.WhoIs(request), time.GetUtcNow(), cancellationToken);
        await client.ScheduleNewOrchestrationInstanceAsync(
            nameof(RewindSagas), new BulkWork(id, sagas.Count), new StartOrchestrationOptions(RewindSagas.InstanceOf(id)), cancellationToken);
        return (await request.AnswerAsync(new BulkStarted(id, sagas.Count), cancellationToken, HttpStatusCode.Accepted)).At($"/api/rewinds/{id}");
    }

    // Who has been stuck longest comes first.
    private async Task<List<string>> FoundAsync(BulkFilter asked, CancellationToken cancellationToken)
    {
        var status = asked.Status ?? SagaStatus.Stuck;
        var filter = new SagaFilter(asked.Name, status, asked.From, asked.To) { IsOldestFirst = status == SagaStatus.Stuck };
        List<string> found = [];
        string? next = null;
        do
        {
            var page = await lists.ListAsync(filter, SagaLists.MaxPageSize, next, cancellationToken);
            found.AddRange(page.Items.Select(saga => saga.Id));
            next = page.ContinuationToken;
        }
        while (next is not null && found.Count < MostSagas);
        return [.. found.Take(MostSagas)];
    }
}
