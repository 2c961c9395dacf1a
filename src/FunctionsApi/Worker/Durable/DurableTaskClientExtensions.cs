using System.Net;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Answers a caller with the links by which an instance is followed and managed.</summary>
public static class DurableTaskClientExtensions
{
    public static Task<HttpResponseData> CreateCheckStatusResponseAsync(
        this DurableTaskClient client, HttpRequestData request, string instanceId, CancellationToken cancellation = default) =>
        client.CreateCheckStatusResponseAsync(request, instanceId, HttpStatusCode.Accepted, cancellation);

    public static async Task<HttpResponseData> CreateCheckStatusResponseAsync(
        this DurableTaskClient client,
        HttpRequestData request,
        string instanceId,
        HttpStatusCode statusCode,
        CancellationToken cancellation = default)
    {
        var (response, payload) = Start(client, request, instanceId, statusCode);
        var serializer = WorkerSerializer.Of(response.FunctionContext);
        await serializer.SerializeAsync(response.Body, payload, payload.GetType(), cancellation);
        return response;
    }

    public static HttpResponseData CreateCheckStatusResponse(
        this DurableTaskClient client, HttpRequestData request, string instanceId, CancellationToken cancellation = default) =>
        client.CreateCheckStatusResponse(request, instanceId, HttpStatusCode.Accepted, cancellation);

    public static HttpResponseData CreateCheckStatusResponse(
        this DurableTaskClient client,
        HttpRequestData request,
        string instanceId,
        HttpStatusCode statusCode,
        CancellationToken cancellation = default)
    {
        var (response, payload) = Start(client, request, instanceId, statusCode);
        WorkerSerializer.Of(response.FunctionContext).Serialize(response.Body, payload, payload.GetType(), cancellation);
        return response;
    }

    /// <summary>Answers with how the instance ended, or with its links when the token is cancelled before that.</summary>
    /// <remarks>An id that nobody knows is waited for, too.</remarks>
    public static async Task<HttpResponseData> WaitForCompletionOrCreateCheckStatusResponseAsync(
        this DurableTaskClient client,
        HttpRequestData request,
        string instanceId,
        TimeSpan? retryInterval = null,
        bool returnInternalServerErrorOnFailure = false,
        bool getInputsAndOutputs = false,
        CancellationToken cancellation = default)
    {
        // The embedded client is told when an instance ends; nothing is polled at an interval.
        _ = retryInterval;
        try
        {
            var ended = await client.WaitForInstanceCompletionAsync(instanceId, getInputsAndOutputs, cancellation);
            return await OutcomeAsync(request, ended, returnInternalServerErrorOnFailure);
        }
        catch (OperationCanceledException)
        {
            return await client.CreateCheckStatusResponseAsync(request, instanceId, CancellationToken.None);
        }
    }

    public static HttpManagementPayload CreateHttpManagementPayload(
        this DurableTaskClient client, string instanceId, HttpRequestData? request = null) =>
        ManagementLinks.For(client as IHttpManagementInfo, instanceId, request);

    private static async Task<HttpResponseData> OutcomeAsync(
        HttpRequestData request, OrchestrationMetadata ended, bool returnInternalServerErrorOnFailure)
    {
        var failed = ended.RuntimeStatus == OrchestrationRuntimeStatus.Failed && returnInternalServerErrorOnFailure;
        var response = request.CreateResponse(failed ? HttpStatusCode.InternalServerError : HttpStatusCode.OK);
        await response.WriteAsJsonAsync(new
        {
            ended.Name,
            ended.InstanceId,
            ended.CreatedAt,
            ended.LastUpdatedAt,
            RuntimeStatus = ended.RuntimeStatus.ToString(),
            ended.SerializedInput,
            ended.SerializedOutput,
            ended.SerializedCustomStatus,
        });
        return response;
    }

    private static (HttpResponseData Response, HttpManagementPayload Payload) Start(
        DurableTaskClient client, HttpRequestData request, string instanceId, HttpStatusCode statusCode)
    {
        var payload = ManagementLinks.For(client as IHttpManagementInfo, instanceId, request);
        var response = request.CreateResponse(statusCode);
        response.Headers.Add("Location", payload.StatusQueryGetUri);
        response.Headers.Add("Content-Type", "application/json");
        return (response, payload);
    }
}
