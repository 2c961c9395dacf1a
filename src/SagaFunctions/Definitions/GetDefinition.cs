using System.Net;
using DurableSagas.SagaFunctions.Declared.Stored;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.SagaFunctions.OpenApi;
using DurableSagas.SagaFunctions.Starting;
using DurableSagas.Sagas.Definitions.Catalog;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.SagaFunctions.Definitions;

/// <summary>Every version of a definition, with its document if it is a stored one.</summary>
public sealed class GetDefinition(SagaCatalog catalog, StoredDefinitions stored, Startables startables)
{
    [Function(nameof(GetDefinition))]
    [Endpoint("Every version of a definition, the newest first; of a stored one with its document.")]
    [Answers(HttpStatusCode.OK, typeof(IEnumerable<DefinitionView>))]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "definitions/{name}")] HttpRequestData request,
        string name,
        CancellationToken cancellationToken)
    {
        var compiled = catalog.Sagas.Where(saga => saga.Definition.Name == name).Select(saga => DefinitionView.Of(saga.Definition)).Reverse().ToArray();
        var found = compiled.Length > 0 ? compiled : [.. (await stored.ListAsync(name, cancellationToken)).Select(DefinitionView.WithDocument)];
        return found.Length > 0
            ? await request.AnswerAsync(found.AsEnumerable(), cancellationToken)
            : throw await startables.NotFoundAsync(name, cancellationToken);
    }
}
