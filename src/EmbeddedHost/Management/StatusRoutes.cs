using System.Text.Json;
using DurableSagas.EmbeddedHost.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace DurableSagas.EmbeddedHost.Management;

/// <summary>GET instances and GET instances/{id}: how instances stand.</summary>
internal sealed class StatusRoutes(IDurableEngine engine, TimeProvider time)
{
    private const string ContinuationHeader = "x-ms-continuation-token";
    private const int DefaultPage = 100;
    private const int MaxPage = 1000;

    public async Task GetAsync(ManagementRequest request)
    {
        var instance = HttpMethods.IsGet(request.Verb)
            ? await engine.Client.GetInstanceAsync(request.Path[1], getInputsAndOutputs: true, request.Aborted)
            : null;
        if (instance is null)
        {
            await ManagementResponse.EmptyAsync(request, StatusCodes.Status404NotFound);
            return;
        }

        await AnswerAsync(request, instance);
    }

    public async Task ListAsync(ManagementRequest request)
    {
        if (!HttpMethods.IsGet(request.Verb))
        {
            await ManagementResponse.EmptyAsync(request, StatusCodes.Status404NotFound);
            return;
        }

        var size = request.Number("top", DefaultPage, MaxPage);
        var query = new OrchestrationQuery(
            request.Time("createdTimeFrom"), request.Time("createdTimeTo"), request.Statuses(),
            InstanceIdPrefix: request.Text("instanceIdPrefix"), PageSize: size, FetchInputsAndOutputs: true);
        var page = await FirstPageAsync(query, request.Http.Request.Headers[ContinuationHeader].ToString(), size, request.Aborted);
        var showInput = request.Flag("showInput", absent: true);
        if (page?.ContinuationToken is { Length: > 0 } token)
        {
            request.Http.Response.Headers[ContinuationHeader] = token;
        }

        await ManagementResponse.JsonAsync(request, StatusCodes.Status200OK, json => WriteAll(json, page?.Values ?? [], showInput));
    }

    /// <summary>False when the instance has not ended after that time.</summary>
    public async Task<bool> TryAnswerOutcomeAsync(ManagementRequest request, string instanceId, TimeSpan timeout)
    {
        using var overdue = new CancellationTokenSource(timeout, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(overdue.Token, request.Aborted);
        try
        {
            var ended = await engine.Client.WaitForInstanceCompletionAsync(instanceId, getInputsAndOutputs: true, stop.Token);
            await (ended.RuntimeStatus == OrchestrationRuntimeStatus.Completed
                ? ManagementResponse.JsonAsync(request, StatusCodes.Status200OK, json => StatusJson.WriteToken(json, ended.SerializedOutput))
                : AnswerAsync(request, ended));
            return true;
        }
        catch (OperationCanceledException) when (overdue.IsCancellationRequested && !request.Aborted.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task AnswerAsync(ManagementRequest request, OrchestrationMetadata instance)
    {
        var ended = InstanceState.HasEnded(instance.RuntimeStatus);
        if (!ended)
        {
            request.Http.Response.Headers.Location = request.Origin + Http.RequestUrl.Target(request.Http);
            request.Http.Response.Headers.RetryAfter = "5";
        }

        var failed = instance.RuntimeStatus == OrchestrationRuntimeStatus.Failed && request.Flag("returnInternalServerErrorOnFailure", absent: false);
        var statusCode = failed ? StatusCodes.Status500InternalServerError : ended ? StatusCodes.Status200OK : StatusCodes.Status202Accepted;
        var showInput = request.Flag("showInput", absent: true);
        var history = await HistoryAsync(request, instance, showInput);
        await ManagementResponse.JsonAsync(request, statusCode, json => StatusJson.Write(json, instance, showInput, history));
    }

    private async Task<HistoryJson?> HistoryAsync(ManagementRequest request, OrchestrationMetadata instance, bool showInput) =>
        request.Flag("showHistory", absent: false) && instance.RuntimeStatus != OrchestrationRuntimeStatus.Pending
            ? new HistoryJson(
                await engine.Client.GetOrchestrationHistoryAsync(instance.InstanceId, request.Aborted),
                showInput,
                request.Flag("showHistoryOutput", absent: false))
            : null;

    private async Task<Microsoft.DurableTask.Page<OrchestrationMetadata>?> FirstPageAsync(
        OrchestrationQuery query, string token, int size, CancellationToken cancellationToken)
    {
        var pages = engine.Client.GetAllInstancesAsync(query).AsPages(token.Length == 0 ? null : token, size);
        await foreach (var page in pages.WithCancellation(cancellationToken))
        {
            return page;
        }

        return null;
    }

    private static void WriteAll(Utf8JsonWriter json, IEnumerable<OrchestrationMetadata> instances, bool showInput)
    {
        json.WriteStartArray();
        foreach (var instance in instances)
        {
            StatusJson.Write(json, instance, showInput, history: null);
        }

        json.WriteEndArray();
    }
}
