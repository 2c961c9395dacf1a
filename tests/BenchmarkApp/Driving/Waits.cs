using DurableSagas.BenchmarkApp.Orchestrators;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableSagas.BenchmarkApp.Driving;

/// <summary>Starts instances that wait for an event, and answers when all of them do.</summary>
public static class Waits
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(50);

    [Function(nameof(Waits))]
    public static async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "waits")] HttpRequestData request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var waits = await request.ReadFromJsonAsync<WaitRequest>(cancellationToken);
        var report = await ClosedLoop.RunAsync(
            waits!.Count, WaitingInstances.Callers, number => WaitAsync(client, number, waits.Activities, cancellationToken), cancellationToken);
        return await request.AnswerAsync(report, cancellationToken);
    }

    private static async Task<string?> WaitAsync(DurableTaskClient client, int number, int? activities, CancellationToken cancellationToken)
    {
        var options = new StartOrchestrationOptions(WaitingInstances.IdOf(number));
        var orchestrator = activities is null ? nameof(Wait) : nameof(LongHistory);
        var id = await client.ScheduleNewOrchestrationInstanceAsync(orchestrator, activities, options, cancellationToken);
        while (true)
        {
            var now = await client.GetInstanceAsync(id, getInputsAndOutputs: true, cancellationToken);
            if (now is { IsCompleted: true })
            {
                return $"Instance '{id}' was to wait, and is {now.RuntimeStatus}: {now.FailureDetails?.ErrorMessage}";
            }

            // A status of its own tells that the activities are over; without them, that it is no longer pending.
            if (now is { RuntimeStatus: OrchestrationRuntimeStatus.Running } && (activities is null || now.SerializedCustomStatus is { Length: > 0 }))
            {
                return null;
            }

            await Task.Delay(_pause, cancellationToken);
        }
    }
}
