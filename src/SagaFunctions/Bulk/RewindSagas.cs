using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace DurableSagas.SagaFunctions.Bulk;

/// <summary>Rewinds sagas, two at a time, and looks after each until it has ended, is stuck again, or has taken its time.</summary>
public static class RewindSagas
{
    /// <summary>The event that stops it.</summary>
    internal const string Stop = "Stop";

    private const int AtOnce = 2;
    private const int MostTries = 3;

    // The history stays short, however many sagas there are.
    private const int SagasARun = 20;

    // Two minutes in all.
    private static readonly int[] _pauses = [1, 2, 4, 8, 15, 30, 30, 30];

    /// <summary>The instance that carries out the rewinds of this id.</summary>
    internal static string InstanceOf(string id) => $"rewinds-{id}";

    [Function(nameof(RewindSagas))]
    public static async Task<BulkWork> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, BulkWork work)
    {
        var stopped = context.WaitForExternalEvent<object?>(Stop);
        var (next, end) = (work.Next, Math.Min(work.Total, work.Next + SagasARun));
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => LaneAsync()).ToArray());
        if (end < work.Total && !stopped.IsCompleted)
        {
            context.ContinueAsNew(work with { Next = end });
        }

        return work with { Next = next };

        async Task LaneAsync()
        {
            while (next < end && !stopped.IsCompleted)
            {
                await RewindAsync(context, new BulkPlace(work.Id, next++));
            }
        }
    }

    private static async Task RewindAsync(TaskOrchestrationContext context, BulkPlace place)
    {
        var goesOn = await TryAsync(context, nameof(RewindOne), place);
        for (var look = 0; goesOn && look < _pauses.Length; look++)
        {
            await context.CreateTimer(TimeSpan.FromSeconds(_pauses[look]), CancellationToken.None);
            goesOn = await TryAsync(context, nameof(LookAfterRewound), place with { IsLastLook = look == _pauses.Length - 1 });
        }
    }

    // Storage that does not answer must not end what is left to do.
    private static async Task<bool> TryAsync(TaskOrchestrationContext context, string activity, BulkPlace place)
    {
        for (var attempt = 1; attempt <= MostTries; attempt++)
        {
            try
            {
                return await context.CallActivityAsync<bool>(activity, place);
            }
            catch (TaskFailedException) when (attempt < MostTries)
            {
                await context.CreateTimer(TimeSpan.FromSeconds(5 * attempt), CancellationToken.None);
            }
            catch (TaskFailedException)
            {
                // What came of it is not told; the others are rewound all the same.
            }
        }

        return false;
    }
}
