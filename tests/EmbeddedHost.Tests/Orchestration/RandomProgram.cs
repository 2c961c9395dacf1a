using Microsoft.DurableTask;

namespace DurableSagas.EmbeddedHost.Tests.Orchestration;

/// <summary>An orchestrator that does what a seed tells it to: every kind of call, in sequence and in parallel.</summary>
internal static class RandomProgram
{
    public static async Task<string> RunAsync(TaskOrchestrationContext context, int seed, int depth)
    {
        var random = new Random(seed);
        var log = new List<string>();
        for (var step = 0; step < random.Next(2, 6); step++)
        {
            log.Add(await StepAsync(context, random.Next(11), random.Next(), depth));
            context.SetCustomStatus(log.Count);
        }

        return string.Join(',', log);
    }

    private static async Task<string> StepAsync(TaskOrchestrationContext context, int kind, int number, int depth)
    {
        try
        {
            return kind switch
            {
                0 => $"{await context.CallActivityAsync<int>("Echo", number % 10)}",
                1 => await context.CallActivityAsync<string>("Break"),
                2 => $"{await context.CallActivityAsync<int>("Flaky", number % 100, Retry(number))}",
                3 => await SleepAsync(context, number),
                4 => $"{await context.WaitForExternalEvent<int>("Number", TimeSpan.FromMinutes(number % 30))}",
                5 when depth > 0 => await context.CallSubOrchestratorAsync<string>("Child", number),
                6 when depth > 0 => await ParallelAsync(context, number, depth),
                7 => await RaceAsync(context, number),
                8 => $"{context.NewGuid():N}{context.CurrentUtcDateTime:O}",
                9 => Send(context, number),
                _ => await YieldAsync(context),
            };
        }
        catch (Exception failure) when (failure is TaskFailedException or TaskCanceledException)
        {
            return failure.Message;
        }
    }

    private static TaskOptions Retry(int number) =>
        TaskOptions.FromRetryPolicy(new RetryPolicy(1 + (number % 3), TimeSpan.FromSeconds(1 + (number % 7)), 2));

    private static async Task<string> SleepAsync(TaskOrchestrationContext context, int number)
    {
        await context.CreateTimer(TimeSpan.FromHours(number % 200), CancellationToken.None);
        return "slept";
    }

    private static async Task<string> YieldAsync(TaskOrchestrationContext context)
    {
        await Task.Yield();
        return context.IsReplaying ? "yielded" : "yielded";
    }

    private static string Send(TaskOrchestrationContext context, int number)
    {
        context.SendEvent("main", "Number", number % 10);
        return "sent";
    }

    private static async Task<string> ParallelAsync(TaskOrchestrationContext context, int number, int depth)
    {
        var branches = Enumerable.Range(0, 1 + (number % 4)).Select(branch => RunAsync(context, number + branch, depth - 1));
        return $"[{string.Join('|', await Task.WhenAll(branches))}]";
    }

    private static async Task<string> RaceAsync(TaskOrchestrationContext context, int number)
    {
        using var cancellation = new CancellationTokenSource();
        var work = context.CallActivityAsync<int>("Echo", 1);
        var deadline = context.CreateTimer(TimeSpan.FromMinutes(number % 3), cancellation.Token);
        var first = await Task.WhenAny(work, deadline);
        Action cancel = cancellation.Cancel;
        cancel();
        return first == work ? "work" : "deadline";
    }
}
