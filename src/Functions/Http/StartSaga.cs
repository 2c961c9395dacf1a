using DurableSagas.Functions.Faults;
using DurableSagas.Sagas.Definitions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace DurableSagas.Functions.Http;

/// <summary>Starts a saga of any definition: 202, and where its view stands.</summary>
public sealed class StartSaga(SagaCatalog catalog, SagaStarter starter, RequestValidation validation, FaultRequest faultRequest, SagaEnd end)
{
    [Function(nameof(StartSaga))]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "sagas/{name}")] HttpRequestData request,
        string name,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var saga = catalog.Find(name) ?? throw ProblemException.NotFound($"There is no saga '{name}'. There are: {string.Join(", ", catalog.Sagas.Select(known => known.Definition.Name).Distinct())}.");
        var key = IdempotencyKey.Of(request) ?? IdempotencyKey.New();
        var wait = WaitPreference.Of(request);
        var body = await RequestBody.ReadObjectAsync(request, cancellationToken);
        var hash = RequestHash.Of(body);
        var faults = faultRequest.TakeFrom(body, saga.Definition);
        var command = RequestBody.Bind(body, saga.Definition.RequestType);
        validation.Validate(command);

        var id = key.InstanceIdFor(name);
        await starter.StartAsync(client, new SagaStart(id, saga, command, hash, faults), cancellationToken);
        return await end.AnswerAsync(request, client, id, key, wait, cancellationToken);
    }
}
