using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace DurableSagas.SagaFunctions.Rebuild;

/// <summary>Goes through the task hub page by page and rebuilds the views of every saga in it, while the app works.</summary>
/// <remarks>Resumes after a crash with the page that was under way: to rebuild one twice changes nothing.</remarks>
public static class RebuildProjections
{
    // The history stays short, however many sagas there are.
    private const int PagesARun = 20;

    [Function(nameof(RebuildProjections))]
    public static async Task<RebuildProgress> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, RebuildProgress progress)
    {
        for (var page = 0; page < PagesARun; page++)
        {
            progress = await context.CallActivityAsync<RebuildProgress>(nameof(RebuildPage), progress);
            context.SetCustomStatus(progress);
            if (progress.ContinuationToken is null)
            {
                return progress;
            }
        }

        context.ContinueAsNew(progress);
        return progress;
    }
}
