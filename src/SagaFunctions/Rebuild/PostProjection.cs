using System.Net;
using DurableSagas.Projections.Rebuild;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.SagaFunctions.OpenApi;
using DurableSagas.SagaFunctions.Operators;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace DurableSagas.SagaFunctions.Rebuild;

/// <summary>Rebuilds one saga's view from its history.</summary>
public sealed class PostProjection(SagaRebuilder rebuilder)
{
    [Function(nameof(PostProjection))]
    [OperatorOnly]
    [Endpoint("Rebuilds one saga's view from its history.")]
    [Answers(HttpStatusCode.Accepted)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "sagas/{id}/projection")] HttpRequestData request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        InstanceIds.IsLegal(id) && await rebuilder.RebuildAsync(client, id, cancellationToken)
            ? request.Accepted(id)
            : throw ProblemException.NotFound($"The task hub has no history of a saga '{id}'.", id);
}
