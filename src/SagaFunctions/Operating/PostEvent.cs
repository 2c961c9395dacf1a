using System.Net;
using DurableSagas.Projections.Queries;
using DurableSagas.SagaFunctions.Definitions;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.Http.Bodies;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.SagaFunctions.OpenApi;
using DurableSagas.SagaFunctions.Operators;
using DurableSagas.SagaFunctions.Reading;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.Texts;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace DurableSagas.SagaFunctions.Operating;

/// <summary>Answers an approval step; the same answer again is taken as the first, another one is refused.</summary>
public sealed class PostEvent(SagaQueries queries, DefinitionLookup definitions, OperatorRule operators, ApprovalAnswers answers)
{
    [Function(nameof(PostEvent))]
    [Endpoint("Answers an approval step.", Takes = typeof(ApprovalAnswer))]
    [Answers(HttpStatusCode.Accepted)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = ApprovalLink.Route)] HttpRequestData request,
        string id,
        string @event,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var answer = await RequestBody.ReadAsync<ApprovalAnswer>(request, cancellationToken);
        var saga = await queries.RequireAsync(id, cancellationToken);
        var definition = await definitions.FindDefinitionAsync(saga, cancellationToken);
        var step = definition?.Steps.FirstOrDefault(step => IsApproval(step, @event))
            ?? throw ProblemException.NotFound($"No approval step of saga '{id}' waits for '{@event}'.", id);
        // A body may claim any name; a token may not.
        var by = ShortText.Of(operators.NameOf(request), ShortText.MaxName) ?? answer.By;
        await answers.GiveAsync(client, saga, step.Name, answer with { By = by }, cancellationToken);
        return request.Accepted(id);
    }

    private static bool IsApproval(StepDefinition step, string name) =>
        step.Action is StepWork.Approval && string.Equals(step.Name, name, StringComparison.OrdinalIgnoreCase);
}
