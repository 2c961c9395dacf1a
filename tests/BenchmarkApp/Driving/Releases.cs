using DurableSagas.BenchmarkApp.Orchestrators;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace DurableSagas.BenchmarkApp.Driving;

/// <summary>Raises the event that each waits for, and answers when the last has ended.</summary>
public static class Releases
{
    [Function(nameof(Releases))]
    public static async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "releases")] HttpRequestData request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var waits = await request.ReadFromJsonAsync<WaitRequest>(cancellationToken);
        var report = await ClosedLoop.RunAsync(
            waits!.Count, WaitingInstances.Callers, number => ReleaseAsync(client, number, cancellationToken), cancellationToken);
        return await request.AnswerAsync(report, cancellationToken);
    }

    private static async Task<string?> ReleaseAsync(DurableTaskClient client, int number, CancellationToken cancellationToken)
    {
        var id = WaitingInstances.IdOf(number);
        await client.RaiseEventAsync(id, Wait.Event, number, cancellationToken);
        var end = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, cancellationToken);
        return end.RuntimeStatus == OrchestrationRuntimeStatus.Completed && end.ReadOutputAs<int>() == number
            ? null
            : $"Instance '{id}' was released with {number}, and is {end.RuntimeStatus}: {end.SerializedOutput}";
    }
}
