using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Entities;

namespace DurableSagas.SampleApp.Instances;

/// <summary>What a durable client tells of many instances, of a history, of an entity.</summary>
public static class Lists
{
    [Function("ListInstances")]
    public static async Task<HttpResponseData> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "instances")] HttpRequestData request,
        [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        var query = new OrchestrationQuery
        {
            FetchInputsAndOutputs = true,
            InstanceIdPrefix = request.Query["prefix"],
            PageSize = int.Parse(request.Query["pageSize"] ?? "100", CultureInfo.InvariantCulture),
            Statuses = request.Query["status"] is { } status ? [Enum.Parse<OrchestrationRuntimeStatus>(status)] : null,
        };
        var found = new List<InstanceAnswer>();
        await foreach (var instance in client.GetAllInstancesAsync(query).WithCancellation(cancellationToken))
        {
            found.Add(InstanceAnswer.Of(instance));
        }

        return await AnswerAsync(request, found, cancellationToken);
    }

    [Function("PurgeInstances")]
    public static async Task<HttpResponseData> PurgeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "instances")] HttpRequestData request,
        [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        var filter = new PurgeInstancesFilter(null, null, [Enum.Parse<OrchestrationRuntimeStatus>(request.Query["status"]!)]);
        var purged = await client.PurgeAllInstancesAsync(filter, cancellationToken);
        return await AnswerAsync(request, purged.PurgedInstanceCount, cancellationToken);
    }

    /// <summary>The kinds of a history's events, in order.</summary>
    [Function("History")]
    public static async Task<HttpResponseData> HistoryAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "instances/{id}/history")] HttpRequestData request,
        [DurableClient] DurableTaskClient client, string id, CancellationToken cancellationToken)
    {
        var history = await client.GetOrchestrationHistoryAsync(id, cancellationToken);
        return await AnswerAsync(request, history.Select(entry => $"{entry.EventType}"), cancellationToken);
    }

    [Function("ReadCounter")]
    public static async Task<HttpResponseData> ReadCounterAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "counters/{key}")] HttpRequestData request,
        [DurableClient] DurableTaskClient client, string key, CancellationToken cancellationToken)
    {
        var counter = await client.Entities.GetEntityAsync<int>(new EntityInstanceId("Counter", key), includeState: true, cancellationToken);
        return await AnswerAsync(request, counter?.State, cancellationToken);
    }

    [Function("AddToCounter")]
    public static async Task<HttpResponseData> AddToCounterAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "counters/{key}/{amount:int}")] HttpRequestData request,
        [DurableClient] DurableTaskClient client, string key, int amount, CancellationToken cancellationToken)
    {
        await client.Entities.SignalEntityAsync(new EntityInstanceId("Counter", key), "Add", amount, cancellation: cancellationToken);
        return request.CreateResponse(System.Net.HttpStatusCode.Accepted);
    }

    private static async Task<HttpResponseData> AnswerAsync<T>(HttpRequestData request, T answer, CancellationToken cancellationToken)
    {
        var response = request.CreateResponse();
        await response.WriteAsJsonAsync(answer, cancellationToken);
        return response;
    }
}
