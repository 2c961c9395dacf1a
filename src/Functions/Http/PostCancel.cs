using System.Net;
using System.Text.Json;
using DurableSagas.Functions.OpenApi;
using DurableSagas.Functions.Operators;
using DurableSagas.Projections;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Running;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace DurableSagas.Functions.Http;

/// <summary>Asks a saga to recover backward; refused once nothing can be undone any more.</summary>
public sealed class PostCancel(SagaQueries queries, DefinitionLookup definitions, OperatorRule operators)
{
    [Function(nameof(PostCancel))]
    [Endpoint("Asks a saga to recover backward.", Takes = typeof(CancelRequest))]
    [Parameter("Idempotency-Key", "The key of the start, which an operator need not show.", IsHeader = true)]
    [Answers(HttpStatusCode.Accepted)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "sagas/{id}/cancel")] HttpRequestData request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var cancel = await RequestBody.ReadOptionalAsync<CancelRequest>(request, cancellationToken) ?? new CancelRequest();
        var saga = await queries.RequireAsync(id, cancellationToken);
        if (IdempotencyKey.Of(request)?.Started(saga) != true)
        {
            operators.Require(request, $"Saga '{id}' is cancelled by who started it, with the {IdempotencyKey.Header} of the start, or by an operator.", id);
        }

        if (await client.GetInstanceAsync(id, getInputsAndOutputs: true, cancellationToken) is not { } instance)
        {
            throw new ProblemException(HttpStatusCode.Conflict, $"Saga '{id}' has not started yet; try again.") { InstanceId = id, RetryAfter = 1 };
        }

        RequireCancellable(saga, instance);
        await client.RaiseAsync(id, SagaOrchestrator.CancelEvent, cancel, cancellationToken);
        return request.Accepted(id);
    }

    private void RequireCancellable(SagaView saga, OrchestrationMetadata instance)
    {
        if (!instance.IsRunning && instance.RuntimeStatus != OrchestrationRuntimeStatus.Pending)
        {
            throw new ProblemException(HttpStatusCode.Conflict, $"Saga '{saga.Id}' is {(instance.RuntimeStatus == OrchestrationRuntimeStatus.Failed ? SagaStatus.Stuck : saga.Status)}; only one under way can be cancelled.") { InstanceId = saga.Id };
        }

        // The task hub's word, not the view's, which may be behind.
        var progress = instance.SerializedCustomStatus is { Length: > 0 } status ? JsonSerializer.Deserialize<SagaProgress>(status, SagaJson.History) : null;
        var statuses = (progress?.Steps ?? []).ToDictionary(step => step.Ordinal, step => step.Status);
        if (definitions.DefinitionOf(saga)?.IsPastPivot(ordinal => statuses.GetValueOrDefault(ordinal)) == true)
        {
            throw new ProblemException(HttpStatusCode.Conflict, $"Saga '{saga.Id}' has passed its point of no return; nothing is undone after it.") { InstanceId = saga.Id };
        }
    }
}
