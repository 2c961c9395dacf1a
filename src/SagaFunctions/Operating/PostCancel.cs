using System.Net;
using DurableSagas.Projections;
using DurableSagas.Projections.Audit;
using DurableSagas.Projections.Hub;
using DurableSagas.Projections.Queries;
using DurableSagas.SagaFunctions.Audit;
using DurableSagas.SagaFunctions.Definitions;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.Http.Bodies;
using DurableSagas.SagaFunctions.OpenApi;
using DurableSagas.SagaFunctions.Operators;
using DurableSagas.SagaFunctions.Reading;
using DurableSagas.SagaFunctions.Starting;
using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace DurableSagas.SagaFunctions.Operating;

/// <summary>Asks a saga to recover backward; refused once nothing can be undone any more.</summary>
public sealed class PostCancel(SagaQueries queries, DefinitionLookup definitions, OperatorRule operators, AuditedCommands commands)
{
    [Function(nameof(PostCancel))]
    [Endpoint("Asks a saga to recover backward.", Takes = typeof(CancelRequest))]
    [Parameter(IdempotencyKey.Header, "The key of the start, which an operator need not show.", IsHeader = true)]
    [Answers(HttpStatusCode.Accepted)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "sagas/{id}/cancel")] HttpRequestData request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var cancel = await RequestBody.ReadOptionalAsync<CancelRequest>(request, cancellationToken) ?? new CancelRequest();
        var saga = await queries.RequireAsync(id, cancellationToken);
        var by = operators.RequireStarter(request, saga, "is cancelled");
        return await commands.RunAsync(
            [id],
            commands.New(by, AuditedCommand.Cancel, cancel.Reason),
            async () =>
            {
                await CancelAsync(client, saga, cancel, cancellationToken);
                return request.Accepted(id);
            },
            cancellationToken);
    }

    private async Task CancelAsync(DurableTaskClient client, SagaView saga, CancelRequest cancel, CancellationToken cancellationToken)
    {
        var definition = await definitions.FindDefinitionAsync(saga, cancellationToken);
        CancelRule.Require(saga.Id, await SagaStanding.FindAsync(client, saga.Id, cancellationToken), saga.Status, definition);
        await client.RaiseAsync(saga.Id, CancelRequest.Event, cancel, saga.Status, cancellationToken);
    }
}
