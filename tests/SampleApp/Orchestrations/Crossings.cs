using System.Text.Json;
using DurableSagas.SampleApp.State;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace DurableSagas.SampleApp.Orchestrations;

/// <summary>Passes one JSON document through every place where something crosses the history, and tells as text what arrived.</summary>
public sealed class Crossings(Journal journal)
{
    [Function("Cross")]
    public static async Task<Crossing> CrossAsync([OrchestrationTrigger] TaskOrchestrationContext context, JsonElement document)
    {
        context.SetCustomStatus(document);
        var activity = $"{context.InstanceId}-activity";
        var result = await context.CallActivityAsync<JsonElement>("CrossActivity", new JsonCall(activity, document));
        var child = await context.CallSubOrchestratorAsync<JsonElement>("CrossChild", document);
        var raised = await context.WaitForExternalEvent<JsonElement>("Document");
        var seen = await context.CallActivityAsync<string>("LastCrossed", activity);
        return new Crossing(document.GetRawText(), seen, result.GetRawText(), raised.GetRawText(), child.GetProperty("seen").GetString()!, child.GetProperty("document").GetRawText());
    }

    [Function("CrossChild")]
    public static Dictionary<string, object> CrossChild([OrchestrationTrigger] TaskOrchestrationContext context, JsonElement document)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new Dictionary<string, object> { ["seen"] = document.GetRawText(), ["document"] = document };
    }

    /// <summary>Ends with its input as its output.</summary>
    [Function("Return")]
    public static JsonElement Return([OrchestrationTrigger] TaskOrchestrationContext context, JsonElement document)
    {
        context.SetCustomStatus(document);
        return document;
    }

    [Function("CrossActivity")]
    public async Task<JsonElement> CrossActivityAsync([ActivityTrigger] JsonCall call)
    {
        await journal.AddAsync(call.Subject, call.Document.GetRawText());
        return call.Document;
    }

    [Function("LastCrossed")]
    public async Task<string> LastCrossedAsync([ActivityTrigger] string subject) => (await journal.ReadAsync(subject))[^1];
}
