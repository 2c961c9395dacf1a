using DurableTask.Core;

namespace DurableSagas.Benchmarks.Core;

/// <summary>Five activities, one after another: what the benchmark's app does under the same name.</summary>
internal sealed class Sequence : TaskOrchestration<int, string>
{
    private const int Activities = 5;

    /// <summary>As it stands in the hub.</summary>
    public const string Result = "10";

    public override async Task<int> RunTask(OrchestrationContext context, string input)
    {
        var sum = 0;
        for (var number = 0; number < Activities; number++)
        {
            sum += await context.ScheduleTask<int>(typeof(Echo), number);
        }

        return sum;
    }
}
