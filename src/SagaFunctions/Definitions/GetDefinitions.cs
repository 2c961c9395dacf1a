using System.Net;
using DurableSagas.SagaFunctions.Declared.Stored;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.OpenApi;
using DurableSagas.Sagas.Definitions.Catalog;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.SagaFunctions.Definitions;

/// <summary>What can be started.</summary>
public sealed class GetDefinitions(SagaCatalog catalog, StoredDefinitions stored)
{
    [Function(nameof(GetDefinitions))]
    [Endpoint("What can be started.")]
    [Answers(HttpStatusCode.OK, typeof(IEnumerable<DefinitionView>))]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "definitions")] HttpRequestData request,
        CancellationToken cancellationToken)
    {
        var compiled = catalog.Sagas.Select(saga => DefinitionView.Of(saga.Definition));
        return await request.AnswerAsync(compiled.Concat(await stored.ListAsync(DefinitionView.Of, cancellationToken)), cancellationToken);
    }
}
