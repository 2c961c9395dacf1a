using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace DurableSagas.BenchmarkApp.Driving;

/// <summary>Starts instances, waits for each, and answers when the last has ended.</summary>
public static class Runs
{
    [Function(nameof(Runs))]
    public static async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "runs")] HttpRequestData request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var run = await request.ReadFromJsonAsync<RunRequest>(cancellationToken);
        var workload = Workload.Of(run!.Orchestrator);
        var report = await ClosedLoop.RunAsync(run.Count, run.Callers, number => RunAsync(client, workload, number, cancellationToken), cancellationToken);
        return await request.AnswerAsync(report, cancellationToken);
    }

    private static async Task<string?> RunAsync(DurableTaskClient client, Workload workload, int number, CancellationToken cancellationToken)
    {
        var id = await client.ScheduleNewOrchestrationInstanceAsync(workload.Orchestrator, workload.RequestOf(number), cancellationToken);
        return workload.FaultOf(await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, cancellationToken));
    }
}
