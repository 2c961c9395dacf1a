using System.Net;
using DurableSagas.Projections.Audit;
using DurableSagas.Projections.Queries;
using DurableSagas.SagaFunctions.Audit;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.Http.Bodies;
using DurableSagas.SagaFunctions.OpenApi;
using DurableSagas.SagaFunctions.Operators;
using DurableSagas.SagaFunctions.Reading;
using DurableSagas.SagaFunctions.Rewinding;
using DurableSagas.Sagas.Steps.Interventions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace DurableSagas.SagaFunctions.Terminating;

/// <summary>Ends a saga as it stands, be it stuck; the answer says what stays of it.</summary>
public sealed class PostTerminate(SagaQueries queries, SagaTerminator terminator, OperatorRule operators, AuditedCommands commands)
{
    [Function(nameof(PostTerminate))]
    [OperatorOnly]
    [Endpoint("Ends a saga as it stands, be it stuck; it is never rewound.", Takes = typeof(OperatorReason))]
    [Answers(HttpStatusCode.Accepted, typeof(TerminatedSaga))]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "sagas/{id}/terminate")] HttpRequestData request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var asked = await RequestBody.ReadAsync<OperatorReason>(request, cancellationToken);
        var saga = await queries.RequireAsync(id, cancellationToken);
        var action = commands.New(operators.WhoIs(request), AuditedCommand.Terminate, asked.Reason);
        var terminated = await commands.RunAsync(
            [saga.Id],
            action,
            () => terminator.TerminateAsync(client, saga, new Settlement(action.By, asked.Reason, action.At), cancellationToken),
            cancellationToken,
            DetailOf);
        return (await request.AnswerAsync(terminated, cancellationToken, HttpStatusCode.Accepted)).At($"/api/sagas/{saga.Id}");
    }

    private static string DetailOf(TerminatedSaga ended) => ended.Stays.Count == 0
        ? "Nothing of it stays."
        : $"What stays: {string.Join(", ", ended.Stays.Select(step => $"{step.Step} ({step.Stands})"))}.";
}
