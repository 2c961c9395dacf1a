using System.Net;
using System.Text.Json;
using DurableSagas.SagaFunctions.Declared;
using DurableSagas.SagaFunctions.Declared.Stored;
using DurableSagas.SagaFunctions.Faults;
using DurableSagas.SagaFunctions.Http.Bodies;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.SagaFunctions.OpenApi;
using DurableSagas.SagaFunctions.Operators;
using DurableSagas.SagaFunctions.Starting;
using DurableSagas.Sagas.Declared;
using DurableSagas.Sagas.Definitions.Catalog;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.SagaFunctions.Definitions;

/// <summary>Stores a document under its name and version, once: a start then sends its parameters only.</summary>
public sealed class PutDefinition(DocumentReader documents, SagaCatalog catalog, StoredDefinitions stored)
{
    [Function(nameof(PutDefinition))]
    [OperatorOnly]
    [Endpoint("Stores the document of a transaction under its name and version, for good.", Takes = typeof(DeclaredTransaction))]
    [Answers(HttpStatusCode.OK)]
    [Answers(HttpStatusCode.Created)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "definitions/{name}")] HttpRequestData request,
        string name,
        CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadObjectAsync(request, cancellationToken, DocumentReader.MaxBytes);
        var document = await documents.ReadAsync(body, cancellationToken);
        DocumentReader.Refuse(FaultsOf(document, name));
        if (catalog.Find(name) is not null)
        {
            throw new ProblemException(HttpStatusCode.Conflict, $"'{name}' is defined in the app's code; give the document another name.");
        }

        var definition = new StoredDefinition(name, document.Version!.Value, JsonSerializer.Serialize(body), RequestHash.Of(body));
        var (known, isNew) = await stored.AddAsync(definition, cancellationToken);
        if (known.Hash != definition.Hash)
        {
            throw new ProblemException(
                HttpStatusCode.Conflict,
                $"Version {known.Version} of '{name}' is stored with another document, and stays as it is: sagas may run it. "
                    + "Store this one under a higher version.");
        }

        var response = request.CreateResponse(isNew ? HttpStatusCode.Created : HttpStatusCode.OK);
        response.Headers.Add("Location", $"/api/definitions/{name}");
        return response;
    }

    private static IEnumerable<(string, string)> FaultsOf(DeclaredTransaction document, string name)
    {
        if (document.Name != name)
        {
            yield return ("/name", $"Expected '{name}', the name in the path.");
        }

        if (document.Version is null)
        {
            yield return ("/version", "'version' is missing.");
        }

        if (document.Parameters?.ContainsKey(FaultRequest.Member) == true)
        {
            yield return ($"/parameters/{FaultRequest.Member}", "By this name a start asks for faults to be injected; the parameter needs another one.");
        }
    }
}
