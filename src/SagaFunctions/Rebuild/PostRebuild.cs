using System.Net;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.OpenApi;
using DurableSagas.SagaFunctions.Operators;
using DurableTask.Core.Exceptions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableSagas.SagaFunctions.Rebuild;

/// <summary>Rebuilds every view from history, as an orchestration; the answer says where its progress can be read.</summary>
public static class PostRebuild
{
    /// <summary>One at a time: a second request gets the links of the first.</summary>
    private const string InstanceId = "rebuild-projections";

    [Function(nameof(PostRebuild))]
    [OperatorOnly]
    [Endpoint("Rebuilds every view from history.")]
    [Answers(HttpStatusCode.Accepted)]
    public static async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "projections/rebuild")] HttpRequestData request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        // Before the start: once it is under way, an answer that cannot be made would be an error that hides it.
        _ = client.LinksOf(InstanceId, request);
        var options = new StartOrchestrationOptions(InstanceId)
            .WithDedupeStatuses(OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(nameof(RebuildProjections), new RebuildProgress(), options, cancellationToken);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // It is under way.
        }

        return await client.CreateCheckStatusResponseAsync(request, InstanceId, cancellation: cancellationToken);
    }
}
