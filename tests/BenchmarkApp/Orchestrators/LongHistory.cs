using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace DurableSagas.BenchmarkApp.Orchestrators;

/// <summary>As many activities as asked for, one after another; then it waits for the event of <see cref="Wait"/>.</summary>
public static class LongHistory
{
    [Function(nameof(LongHistory))]
    public static async Task<int> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var activities = context.GetInput<int>();
        for (var number = 0; number < activities; number++)
        {
            _ = await context.CallActivityAsync<int>(nameof(Echo), number);
        }

        context.SetCustomStatus(activities);
        return await context.WaitForExternalEvent<int>(Wait.Event, CancellationToken.None);
    }
}
