using DurableTask.Core;

namespace DurableSagas.BenchmarkPeers.Core;

/// <summary>Five activities, one after another.</summary>
internal sealed class SequenceOrchestration : TaskOrchestration<string, string>
{
    public override async Task<string> RunTask(OrchestrationContext context, string input)
    {
        for (var number = 0; number < 5; number++)
        {
            await context.ScheduleTask<string>(typeof(Work), $"{number}");
        }

        return nameof(Driving.PeerWorkload.Sequence);
    }
}
