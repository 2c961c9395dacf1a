using System.Globalization;
using System.Net;
using DurableSagas.Sagas.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableSagas.MoveApp;

public sealed class MoveApi(Movers movers)
{
    [Function("StartMove")]
    public static async Task<HttpResponseData> StartAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "moves")] HttpRequestData request, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        var move = await System.Text.Json.JsonSerializer.DeserializeAsync<MoveHouse>(request.Body, SagaJson.Options, cancellationToken);
        var options = new StartOrchestrationOptions(move!.House) { Version = MoveSaga.Definition.Version.ToString(CultureInfo.InvariantCulture) };
        await client.ScheduleNewOrchestrationInstanceAsync(nameof(MoveOrchestrator), move, options, cancellationToken);
        return request.CreateResponse(HttpStatusCode.Accepted);
    }

    [Function("GetMove")]
    public async Task<HttpResponseData> GetAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "moves/{house}")] HttpRequestData request, string house, CancellationToken cancellationToken)
    {
        var response = request.CreateResponse();
        await response.WriteAsJsonAsync(movers.DoneFor(house), cancellationToken);
        return response;
    }

    [Function("MendMove")]
    public static HttpResponseData Mend([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "moves/{house}/mended")] HttpRequestData request, string house)
    {
        Movers.Mend(house);
        return request.CreateResponse(HttpStatusCode.NoContent);
    }
}
