using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace DurableSagas.Testing.Tests.Functions;

/// <summary>Orchestrators of every kind of durable call.</summary>
public static class Flows
{
    [Function(nameof(Sleep))]
    public static async Task<DateTime> Sleep([OrchestrationTrigger] TaskOrchestrationContext context, TimeSpan time)
    {
        await context.CreateTimer(time, CancellationToken.None);
        return context.CurrentUtcDateTime;
    }

    [Function(nameof(Listen))]
    public static async Task<string> Listen([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var first = await context.WaitForExternalEvent<string>("Word");
        await context.CallActivityAsync<string>(nameof(Work), first);
        return $"{first} {await context.WaitForExternalEvent<string>("Word")}";
    }

    [Function(nameof(Count))]
    public static async Task<int> Count([OrchestrationTrigger] TaskOrchestrationContext context, int number)
    {
        await context.WaitForExternalEvent<string>("Next");
        if (number < 3)
        {
            context.ContinueAsNew(number + 1);
        }

        return number;
    }

    [Function(nameof(Parent))]
    public static async Task<string> Parent([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        context.SetCustomStatus("begun");
        await context.CallActivityAsync<string>(nameof(Work), "before");
        var child = await context.CallSubOrchestratorAsync<string>(nameof(Child), "child", new SubOrchestrationOptions(new TaskOptions(), $"{context.InstanceId}:child"));
        return $"{child}, {await context.CallActivityAsync<string>(nameof(Work), "after")}";
    }

    [Function(nameof(Child))]
    public static Task<string> Child([OrchestrationTrigger] TaskOrchestrationContext context, string work) => context.CallActivityAsync<string>(nameof(Work), work);

    /// <summary>As sagas are often written, and as a rewind does not survive it.</summary>
    [Function(nameof(Naive))]
    public static async Task<string> Naive([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        try
        {
            await context.CallActivityAsync<string>(nameof(Work), "ship");
            return "shipped";
        }
        catch (TaskFailedException)
        {
            await context.CallActivityAsync<string>(nameof(Work), "refund");
            return "refunded";
        }
    }

    [Function(nameof(Illegal))]
    public static async Task<string> Illegal([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        await new TaskCompletionSource().Task;
        return context.InstanceId;
    }

    [Function(nameof(Weigh))]
    public static Task<string> Weigh([OrchestrationTrigger] TaskOrchestrationContext context) =>
        context.CallActivityAsync<string>(nameof(Weight), JsonDocument.Parse("""[20.00,0.12345678901234567890123,123456789012345678901,"2026-11-29T20:57:26.66+00:00"]""").RootElement);

    [Function(nameof(Weight))]
    public static string Weight([ActivityTrigger] JsonElement weight) => weight.GetRawText();
}
