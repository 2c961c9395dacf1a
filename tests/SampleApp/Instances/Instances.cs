using System.Net;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableSagas.SampleApp.Instances;

/// <summary>What a durable client can do to one instance, over HTTP.</summary>
public static class Instances
{
    [Function("Start")]
    public static async Task<HttpResponseData> StartAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "start/{orchestrator}/{id?}")] HttpRequestData request,
        [DurableClient] DurableTaskClient client, string orchestrator, string? id, CancellationToken cancellationToken)
    {
        var options = new StartOrchestrationOptions(id) { Version = request.Query["version"] ?? string.Empty };
        var instance = await client.ScheduleNewOrchestrationInstanceAsync(orchestrator, await DocumentAsync(request, cancellationToken), options, cancellationToken);
        return await client.CreateCheckStatusResponseAsync(request, instance, cancellationToken);
    }

    [Function("Status")]
    public static async Task<HttpResponseData> StatusAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "status/{id}")] HttpRequestData request,
        [DurableClient] DurableTaskClient client, string id, CancellationToken cancellationToken)
    {
        var instance = await client.GetInstanceAsync(id, getInputsAndOutputs: true, cancellationToken);
        var response = request.CreateResponse(instance is null ? HttpStatusCode.NotFound : HttpStatusCode.OK);
        if (instance is not null)
        {
            await response.WriteAsJsonAsync(InstanceAnswer.Of(instance), cancellationToken);
        }

        return response;
    }

    /// <summary>Does to an instance what its verb says, with the body as the reason or the event's data.</summary>
    [Function("Control")]
    public static async Task<HttpResponseData> ControlAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "instances/{id}/{verb}/{name?}")] HttpRequestData request,
        [DurableClient] DurableTaskClient client, string id, string verb, string? name, CancellationToken cancellationToken)
    {
        await (verb switch
        {
            "raise" => client.RaiseEventAsync(id, name!, await DocumentAsync(request, cancellationToken), cancellationToken),
            "terminate" => client.TerminateInstanceAsync(id, name, cancellationToken),
            "suspend" => client.SuspendInstanceAsync(id, name, cancellationToken),
            "resume" => client.ResumeInstanceAsync(id, name, cancellationToken),
            "rewind" => client.RewindInstanceAsync(id, name ?? "no reason", cancellationToken),
            "purge" => client.PurgeInstanceAsync(id, cancellationToken),
            "restart" => client.RestartAsync(id, restartWithNewInstanceId: false, cancellationToken),
            _ => throw new ArgumentException($"'{verb}' is nothing that can be done to an instance.", nameof(verb)),
        });
        return request.CreateResponse(HttpStatusCode.Accepted);
    }

    /// <summary>Starts, and answers when the instance has ended.</summary>
    [Function("RunToEnd")]
    public static async Task<HttpResponseData> RunToEndAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "run/{orchestrator}/{id?}")] HttpRequestData request,
        [DurableClient] DurableTaskClient client, string orchestrator, string? id, CancellationToken cancellationToken)
    {
        var instance = await client.ScheduleNewOrchestrationInstanceAsync(orchestrator, await DocumentAsync(request, cancellationToken), new StartOrchestrationOptions(id), cancellationToken);
        var ended = await client.WaitForInstanceCompletionAsync(instance, getInputsAndOutputs: true, cancellationToken);
        var response = request.CreateResponse();
        await response.WriteAsJsonAsync(InstanceAnswer.Of(ended), cancellationToken);
        return response;
    }

    private static async Task<JsonElement?> DocumentAsync(HttpRequestData request, CancellationToken cancellationToken)
    {
        var body = await request.ReadAsStringAsync();
        cancellationToken.ThrowIfCancellationRequested();
        return string.IsNullOrEmpty(body) ? null : JsonElement.Parse(body);
    }
}
