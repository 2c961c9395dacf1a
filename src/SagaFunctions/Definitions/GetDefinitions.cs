using System.Net;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.OpenApi;
using DurableSagas.Sagas.Definitions.Catalog;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.SagaFunctions.Definitions;

/// <summary>What can be started.</summary>
public sealed class GetDefinitions(SagaCatalog catalog)
{
    [Function(nameof(GetDefinitions))]
    [Endpoint("What can be started.")]
    [Answers(HttpStatusCode.OK, typeof(IEnumerable<DefinitionView>))]
    public Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "definitions")] HttpRequestData request,
        CancellationToken cancellationToken) =>
        request.AnswerAsync(catalog.Sagas.Select(saga => DefinitionView.Of(saga.Definition)), cancellationToken);
}
