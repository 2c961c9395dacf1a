using DurableSagas.EmbeddedHost.Functions;
using DurableSagas.EmbeddedHost.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask;

namespace DurableSagas.EmbeddedHost.Management;

/// <summary>POST orchestrators/{functionName}/{instanceId?}: starts an instance.</summary>
internal sealed class StartRoutes(IDurableEngine engine, IDurableFunctions functions, CheckStatus checkStatus)
{
    public async Task HandleAsync(ManagementRequest request)
    {
        if (!HttpMethods.IsPost(request.Verb))
        {
            await ManagementResponse.EmptyAsync(request, StatusCodes.Status404NotFound);
            return;
        }

        var (input, fault) = await JsonBody.ReadAsync(request);
        if (fault is not null)
        {
            await ManagementResponse.ErrorAsync(request, StatusCodes.Status400BadRequest, "Invalid JSON content", fault);
            return;
        }

        var wait = CheckStatus.WaitOf(request);
        var instanceId = await engine.Client.ScheduleNewOrchestrationInstanceAsync(
            KnownName(request.Path[1]), input, Options(request), request.Aborted);
        await checkStatus.AnswerAsync(request, instanceId, wait);
    }

    private static StartOrchestrationOptions Options(ManagementRequest request) => new()
    {
        InstanceId = request.Path.Count > 2 ? request.Path[2] : null,
        Version = request.Text("version") is { } version ? new TaskVersion(version) : null,
    };

    private TaskName KnownName(string name) => functions.HasOrchestrator(name) ? new TaskName(name) : throw new ArgumentException(
        $"The function '{name}' doesn't exist, is disabled, or is not an orchestrator function. " +
        $"The following are the known orchestrator functions: {string.Join(", ", functions.Orchestrators.Select(known => $"'{known}'"))}.");
}
