using System.Net;
using DurableSagas.Projections.Hub;
using DurableSagas.Projections.Queries;
using DurableSagas.SagaFunctions.Definitions;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.OpenApi;
using DurableSagas.SagaFunctions.Operating;
using DurableSagas.SagaFunctions.Reading;
using DurableSagas.Sagas.Rewinds;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace DurableSagas.SagaFunctions.Previews;

/// <summary>Tells what a cancel of a saga would undo, by the code that decides it.</summary>
public sealed class GetCancel(SagaQueries queries, DefinitionLookup definitions, StuckSagaReader reader)
{
    [Function(nameof(GetCancel))]
    [Endpoint("What a cancel of a saga would undo.")]
    [Answers(HttpStatusCode.OK, typeof(CancelPreview))]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "sagas/{id}/cancel")] HttpRequestData request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var saga = await queries.RequireAsync(id, cancellationToken);
        var definition = await definitions.FindDefinitionAsync(saga, cancellationToken);
        var standing = await SagaStanding.FindAsync(client, id, cancellationToken);
        CancelRule.Require(id, standing, saga.Status, definition);
        var undoes = await reader.FindAsync(client, id, cancellationToken) is { } stands ? CancelPlan.Of(stands)
            // It has not begun.
            : standing!.Progress is null ? []
            : throw UnderWayRule.Conflict(
                id, $"Saga '{id}' can be cancelled, but this app has no version {saga.Version} of '{saga.Name}' to tell what that would undo.");
        return await request.AnswerAsync(new CancelPreview(id, undoes), cancellationToken);
    }
}
