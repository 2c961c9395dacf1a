using Microsoft.DurableTask;

namespace DurableSagas.EmbeddedHost.Tests.Orchestration;

/// <summary>The orchestrators whose rewind was measured on the real engine.</summary>
internal static class RewoundSagas
{
    /// <summary>Tells an activity to return its failure instead of throwing it.</summary>
    public const string AsValue = "as value";

    public static async Task<string> NaiveAsync(TaskOrchestrationContext context)
    {
        try
        {
            await context.CallActivityAsync("Reserve");
            await context.CallActivityAsync("Charge");
            await context.CallActivityAsync("Ship");
            return "completed";
        }
        catch (TaskFailedException)
        {
            await context.CallActivityAsync("Refund");
            await context.CallActivityAsync("Release");
            return "compensated";
        }
    }

    public static async Task<string> RetryingByPolicyAsync(TaskOrchestrationContext context)
    {
        try
        {
            await context.CallActivityAsync("Charge");
            await context.CallActivityAsync("Ship");
            return "completed";
        }
        catch (TaskFailedException)
        {
            await context.CallActivityAsync("Refund", TaskOptions.FromRetryPolicy(new RetryPolicy(2, TimeSpan.FromSeconds(5))));
            return "compensated";
        }
    }

    public static async Task<string> SafeAsync(TaskOrchestrationContext context)
    {
        await context.CallActivityAsync("Reserve");
        await context.CallActivityAsync("Charge");
        if (await context.CallActivityAsync<string?>("Ship", AsValue) is null)
        {
            return "completed";
        }

        await CompensateAsync(context, "Refund");
        await CompensateAsync(context, "Release");
        return "compensated";
    }

    private static async Task CompensateAsync(TaskOrchestrationContext context, string compensation)
    {
        if (await context.CallActivityAsync<string?>(compensation, AsValue) is not null)
        {
            await context.CreateTimer(TimeSpan.FromSeconds(5), CancellationToken.None);
            await context.CallActivityAsync(compensation, "last attempt");
        }
    }
}
