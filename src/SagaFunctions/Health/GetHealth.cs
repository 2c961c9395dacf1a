using System.Net;
using Azure.Data.Tables;
using DurableSagas.Projections.Views;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.SagaFunctions.OpenApi;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace DurableSagas.SagaFunctions.Health;

/// <summary>Readiness: 200 when storage and task hub answer, else 503 with which does not.</summary>
public sealed partial class GetHealth(TableServiceClient tables, TimeProvider time, ILogger<GetHealth> logger)
{
    private const string Ok = "Healthy";
    private const string Down = "Unavailable";

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    [Function(nameof(GetHealth))]
    [Endpoint("Whether storage and task hub answer.")]
    [Answers(HttpStatusCode.OK, typeof(Health))]
    [Answers(HttpStatusCode.ServiceUnavailable, typeof(Health))]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequestData request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var views = tables.GetTableClient(SagaViews.Table);
        var storage = ProbeAsync(
            "storage",
            token => views.GetEntityIfExistsAsync<TableEntity>(TaskHubProbe.Id, TaskHubProbe.Id, cancellationToken: token),
            cancellationToken);
        var taskHub = ProbeAsync("task hub", token => client.GetInstanceAsync(TaskHubProbe.Id, token), cancellationToken);
        var isReady = await storage & await taskHub;
        var health = new Health(isReady ? Ok : Down, await storage ? Ok : Down, await taskHub ? Ok : Down);
        return await request.AnswerAsync(health, cancellationToken, isReady ? HttpStatusCode.OK : HttpStatusCode.ServiceUnavailable);
    }

    private async Task<bool> ProbeAsync(string what, Func<CancellationToken, Task> probe, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(_patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await probe(either.Token).WaitAsync(either.Token);
            return true;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogDown(logger, exception, what);
            return false;
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Health: the {What} does not answer.")]
    private static partial void LogDown(ILogger logger, Exception exception, string what);
}
