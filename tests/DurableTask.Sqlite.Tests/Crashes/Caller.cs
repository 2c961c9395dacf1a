using DurableSagas.DurableTask.Sqlite.Tests.Running;

namespace DurableSagas.DurableTask.Sqlite.Tests.Crashes;

/// <summary>Repeats what was not acknowledged, unless they see that it was accepted.</summary>
internal static class Caller
{
    /// <returns>False when the task hub crashed; the step that was being taken is still in the queue.</returns>
    public static async Task<bool> TryTakeAsync(Queue<Step> steps, TestHub hub, Task crash)
    {
        while (steps.TryPeek(out var step))
        {
            try
            {
                if (!await step.IsDoneAsync(hub) && !await step.IsAcceptedAsync(hub))
                {
                    await step.ActAsync(hub);
                }

                await hub.UntilAsync(async () => crash.IsCompleted || await step.IsDoneAsync(hub) ? step : null);
            }
            catch (TaskHubUnavailableException) when (crash.IsCompleted)
            {
                return false;
            }

            if (crash.IsCompleted)
            {
                return false;
            }

            steps.Dequeue();
        }

        return true;
    }
}
