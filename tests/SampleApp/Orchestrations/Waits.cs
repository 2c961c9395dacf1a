using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace DurableSagas.SampleApp.Orchestrations;

/// <summary>What an orchestration waits for: a time, an event, whichever comes first.</summary>
public static partial class Waits
{
    [Function("WaitForTime")]
    public static async Task<string> WaitForTimeAsync([OrchestrationTrigger] TaskOrchestrationContext context, int milliseconds)
    {
        var due = context.CurrentUtcDateTime.AddMilliseconds(milliseconds);
        await context.CreateTimer(due, CancellationToken.None);
        // Storage queues count whole seconds: a timer may be early by less than one.
        return context.CurrentUtcDateTime > due.AddSeconds(-1) ? "due" : "early";
    }

    /// <summary>Three answers, in the order in which they are asked for.</summary>
    [Function("WaitForEvents")]
    public static async Task<string> WaitForEventsAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var logger = context.CreateReplaySafeLogger("Waits");
        var first = await context.WaitForExternalEvent<string>("First");
        LogHeard(logger, context.InstanceId, first);
        return first + await context.WaitForExternalEvent<string>("Second") + await context.WaitForExternalEvent<string>("First");
    }

    [Function("WaitForEventOrTime")]
    public static async Task<string> WaitForEventOrTimeAsync([OrchestrationTrigger] TaskOrchestrationContext context, int milliseconds)
    {
        try
        {
            return await context.WaitForExternalEvent<string>("Answer", TimeSpan.FromMilliseconds(milliseconds));
        }
        catch (TaskCanceledException)
        {
            return "no answer";
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{InstanceId} heard {Word}")]
    private static partial void LogHeard(ILogger logger, string instanceId, string word);
}
