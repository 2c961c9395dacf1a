using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace DurableSagas.SampleApp.Orchestrations;

/// <summary>The shapes that orchestrations have: one after another, side by side, one in another, over and over.</summary>
public static class Shapes
{
    private static readonly string[] _words = ["a", "b", "c"];

    [Function("Sequence")]
    public static async Task<string> SequenceAsync([OrchestrationTrigger] TaskOrchestrationContext context, string? subject)
    {
        var said = string.Empty;
        foreach (var word in _words)
        {
            context.SetCustomStatus(new { Saying = word });
            said += await context.CallActivityAsync<string>("Say", new Saying(subject ?? context.InstanceId, word));
        }

        return said;
    }

    [Function("FanOut")]
    public static async Task<int> FanOutAsync([OrchestrationTrigger] TaskOrchestrationContext context, int width)
    {
        var calls = Enumerable.Range(0, width).Select(index => context.CallActivityAsync<string>("Say", new Saying(context.InstanceId, $"w{index}")));
        return (await Task.WhenAll(calls)).Distinct().Count();
    }

    [Function("Parent")]
    public static async Task<string> ParentAsync([OrchestrationTrigger] TaskOrchestrationContext context, int depth)
    {
        if (depth == 0)
        {
            return await context.CallSubOrchestratorAsync<string>("Sequence", context.InstanceId, new SubOrchestrationOptions(instanceId: $"{context.InstanceId}-s"));
        }

        return await context.CallSubOrchestratorAsync<string>("Parent", depth - 1) + depth;
    }

    /// <summary>Starts itself anew until its input is 0; the generations are counted in its custom status.</summary>
    [Function("Generations")]
    public static async Task<string> GenerationsAsync([OrchestrationTrigger] TaskOrchestrationContext context, int left)
    {
        await context.CallActivityAsync<string>("Say", new Saying(context.InstanceId, $"{left}"));
        if (left == 0)
        {
            return "last generation";
        }

        context.ContinueAsNew(left - 1);
        return string.Empty;
    }

    [Function("Retry")]
    public static Task<string> RetryAsync([OrchestrationTrigger] TaskOrchestrationContext context, int attempts) =>
        context.CallActivityAsync<string>("SayWhenMended", new Saying(context.InstanceId, "retried"), TaskOptions.FromRetryPolicy(new RetryPolicy(attempts, TimeSpan.FromMilliseconds(100))));

    [Function("Mended")]
    public static async Task<string> MendedAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var before = await context.CallActivityAsync<string>("Say", new Saying(context.InstanceId, "before"));
        var mended = await context.CallActivityAsync<string>("SayWhenMended", new Saying(context.InstanceId, "broken"));
        return before + mended;
    }

    [Function("ParentOfMended")]
    public static async Task<string> ParentOfMendedAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
        "child: " + await context.CallSubOrchestratorAsync<string>("Mended", null, new SubOrchestrationOptions(instanceId: $"{context.InstanceId}-child"));

    [Function("Long")]
    public static Task<string> LongAsync([OrchestrationTrigger] TaskOrchestrationContext context, int seconds) =>
        context.CallActivityAsync<string>("SayAfter", new LongSaying(context.InstanceId, seconds));
}
