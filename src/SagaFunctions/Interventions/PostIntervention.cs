using System.Net;
using DurableSagas.Projections;
using DurableSagas.Projections.Audit;
using DurableSagas.Projections.Queries;
using DurableSagas.SagaFunctions.Audit;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.Http.Bodies;
using DurableSagas.SagaFunctions.OpenApi;
using DurableSagas.SagaFunctions.Operators;
using DurableSagas.SagaFunctions.Reading;
using DurableSagas.SagaFunctions.Rewinding;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Interventions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace DurableSagas.SagaFunctions.Interventions;

/// <summary>Skips the operation at which a saga is stuck, or gives its result; the saga goes on from there.</summary>
public sealed class PostIntervention(
    SagaQueries queries, StuckSagas stuckSagas, SagaInterventions interventions, OperatorRule operators, AuditedCommands commands)
{
    [Function(nameof(PostIntervention))]
    [OperatorOnly]
    [Endpoint("Skips the operation at which a saga is stuck, or gives its result.", Takes = typeof(InterventionRequest))]
    [Answers(HttpStatusCode.Accepted, typeof(RewoundSaga))]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "sagas/{id}/interventions")] HttpRequestData request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var asked = await RequestBody.ReadAsync<InterventionRequest>(request, cancellationToken);
        var saga = await queries.RequireAsync(id, cancellationToken);
        var root = await queries.RootOfAsync(saga, cancellationToken);
        var by = operators.WhoIs(request);
        var command = asked.Action == InterventionAction.Skip ? AuditedCommand.Skip : AuditedCommand.GiveResult;
        var rewound = await commands.RunAsync(
            [saga.Id, root.Id],
            commands.New(by, command, asked.Reason) with { Step = asked.Step, Operation = $"{asked.Operation}" },
            async () =>
            {
                var (_, stuck) = await stuckSagas.RequireAsync(client, saga, cancellationToken);
                await interventions.DecideAsync(saga, stuck, asked, by, cancellationToken);
                return await client.RewindAsync(saga, root, asked.Reason, cancellationToken);
            },
            cancellationToken);
        return (await request.AnswerAsync(rewound, cancellationToken, HttpStatusCode.Accepted)).At($"/api/sagas/{rewound.Root}");
    }
}
