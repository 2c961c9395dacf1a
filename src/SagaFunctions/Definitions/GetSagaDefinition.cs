using System.Net;
using DurableSagas.Projections.Queries;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.SagaFunctions.OpenApi;
using DurableSagas.SagaFunctions.Reading;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.SagaFunctions.Definitions;

/// <summary>The definition that one saga runs: of code in its version, stored, or declared in the saga's own request.</summary>
public sealed class GetSagaDefinition(SagaQueries queries, DefinitionLookup definitions)
{
    [Function(nameof(GetSagaDefinition))]
    [Endpoint("The definition that a saga runs: its graph of steps.")]
    [Answers(HttpStatusCode.OK, typeof(DefinitionView))]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "sagas/{id}/definition")] HttpRequestData request,
        string id,
        CancellationToken cancellationToken)
    {
        var saga = await queries.RequireAsync(id, cancellationToken);
        var definition = await definitions.FindDefinitionAsync(saga, cancellationToken)
            ?? throw ProblemException.NotFound($"Saga '{id}' runs version {saga.Version} of '{saga.Name}', which this app has no more.", id);
        return await request.AnswerAsync(DefinitionView.OfSaga(definition), cancellationToken);
    }
}
