using System.Net;
using DurableSagas.SagaFunctions.Faults;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.Http.Bodies;
using DurableSagas.SagaFunctions.Http.Patience;
using DurableSagas.SagaFunctions.Http.Starts;
using DurableSagas.SagaFunctions.OpenApi;
using DurableSagas.SagaFunctions.Operators;
using DurableSagas.SagaFunctions.Receivers;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace DurableSagas.SagaFunctions.Starting;

/// <summary>Starts a saga of any definition: 202, and where its view stands.</summary>
public sealed class StartSaga(
    Startables startables,
    SagaStarter starter,
    FaultRequest faultRequest,
    NotifyRequest notifyRequest,
    OperatorRule operators,
    StartAnswer answer)
{
    [Function(nameof(StartSaga))]
    [Endpoint("Starts this saga.", IsStarter = true)]
    [Parameter(WaitPreference.Member, "Seconds to wait for the end, 30 at most.", Type = typeof(int))]
    [Parameter(WaitPreference.Header, "wait=SECONDS, as RFC 7240 has it.", IsHeader = true)]
    [Parameter(IdempotencyKey.Header, "The same key gives the same saga; with another body 422.", IsHeader = true)]
    [Answers(HttpStatusCode.OK, typeof(EndedSaga))]
    [Answers(HttpStatusCode.Accepted, typeof(StartedSaga))]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "sagas/{name}")] HttpRequestData request,
        string name,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var startable = await startables.RequireAsync(name, cancellationToken);
        var caller = StartCaller.Of(request, operators);
        var body = await RequestBody.ReadObjectAsync(request, cancellationToken);
        var hash = RequestHash.Of(body);
        var (told, receiver) = notifyRequest.TakeFrom(body);
        var (own, asked) = faultRequest.TakeFrom(told);
        var faults = FaultRequest.Parse(asked, startable.Saga.Definition);
        var command = startable.RequestOf(own);

        var id = caller.Key.InstanceIdFor(name);
        var links = client.LinksOf(id, request);
        var start = new SagaStart(id, startable.Saga, command, hash, faults) { Notify = receiver };
        var isNew = await starter.StartAsync(client, start, cancellationToken);
        return await answer.AnswerAsync(request, links, caller, isNew);
    }
}
