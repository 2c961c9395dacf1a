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
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace DurableSagas.SagaFunctions.Rewinding;

/// <summary>Has a stuck saga make its last attempt again, and go on from there.</summary>
public sealed class PostRewind(SagaQueries queries, OperatorRule operators, AuditedCommands commands)
{
    [Function(nameof(PostRewind))]
    [OperatorOnly]
    [Endpoint("Has a stuck saga make its last attempt again, and go on from there.", Takes = typeof(OperatorReason))]
    [Answers(HttpStatusCode.Accepted, typeof(RewoundSaga))]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "sagas/{id}/rewind")] HttpRequestData request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var asked = await RequestBody.ReadAsync<OperatorReason>(request, cancellationToken);
        var saga = await queries.RequireAsync(id, cancellationToken);
        var root = await queries.RootOfAsync(saga, cancellationToken);
        var rewound = await commands.RunAsync(
            [saga.Id, root.Id],
            commands.New(operators.WhoIs(request), AuditedCommand.Rewind, asked.Reason),
            () => client.RewindAsync(saga, root, asked.Reason, cancellationToken),
            cancellationToken);
        return (await request.AnswerAsync(rewound, cancellationToken, HttpStatusCode.Accepted)).At($"/api/sagas/{rewound.Root}");
    }
}
