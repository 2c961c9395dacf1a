using System.Net;
using DurableSagas.SagaFunctions.Faults;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.Http.Bodies;
using DurableSagas.SagaFunctions.Http.Patience;
using DurableSagas.SagaFunctions.Http.Starts;
using DurableSagas.SagaFunctions.OpenApi;
using DurableSagas.SagaFunctions.Operators;
using DurableSagas.SagaFunctions.Receivers;
using DurableSagas.SagaFunctions.Starting;
using DurableSagas.Sagas.Declared;
using DurableSagas.Sagas.Definitions.Catalog;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace DurableSagas.SagaFunctions.Declared;

/// <summary>Starts a transaction that the request declares: 202, and where its view stands.</summary>
public sealed class PostTransaction(
    DocumentReader documents,
    FaultRequest faultRequest,
    NotifyRequest notifyRequest,
    SagaStarter starter,
    OperatorRule operators,
    StartAnswer answer)
{
    [Function(nameof(PostTransaction))]
    [Endpoint("Starts a transaction declared in the body.", Takes = typeof(DeclaredTransaction), TakesStart = true)]
    [Parameter(WaitPreference.Member, "Seconds to wait for the end, 30 at most.", Type = typeof(int))]
    [Parameter(WaitPreference.Header, "wait=SECONDS, as RFC 7240 has it.", IsHeader = true)]
    [Parameter(IdempotencyKey.Header, "The same key gives the same saga; with another body 422.", IsHeader = true)]
    [Answers(HttpStatusCode.OK, typeof(EndedSaga))]
    [Answers(HttpStatusCode.Accepted, typeof(StartedSaga))]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "transactions")] HttpRequestData request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var caller = StartCaller.Of(request, operators);
        var body = await RequestBody.ReadObjectAsync(request, cancellationToken, DocumentReader.MaxBytes);
        var hash = RequestHash.Of(body);
        var (told, receiver) = notifyRequest.TakeFrom(body);
        var (declared, asked) = faultRequest.TakeFrom(told);
        var document = await documents.ReadAsync(declared, cancellationToken);
        DocumentReader.Refuse(StoredOnly(document));

        var saga = new RegisteredSaga(DeclaredSaga.DefinitionOf(document), nameof(DeclaredSagaOrchestrator));
        var faults = FaultRequest.Parse(asked, saga.Definition);
        var id = caller.Key.InstanceIdForDeclared(document.Name);
        var links = client.LinksOf(id, request);
        var start = new SagaStart(id, saga, document, hash, faults) { Notify = receiver };
        var isNew = await starter.StartAsync(client, start, cancellationToken);
        return await answer.AnswerAsync(request, links, caller, isNew);
    }

    private static IEnumerable<(string, string)> StoredOnly(DeclaredTransaction document)
    {
        const string Fault = "Only a document that is stored has it (PUT /api/definitions/{name}): here the document stands for one saga alone.";
        return new (string Place, bool IsThere)[] { ("/parameters", document.Parameters is not null), ("/version", document.Version is not null) }
            .Where(member => member.IsThere)
            .Select(member => (member.Place, Fault));
    }
}
