using System.Reflection;
using System.Text.Json.Nodes;
using DurableSagas.Architecture.Tests.Signatures;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.Architecture.Tests.Metadata;

/// <summary>What Microsoft's SDK writes to functions.metadata at build, from the attributes alone.</summary>
internal static class DerivedMetadata
{
    public static JsonObject Of(MethodInfo function)
    {
        JsonArray bindings = [.. function.GetParameters().Select(Binding).OfType<JsonObject>()];
        if (AppFunctions.TriggerOf<HttpTriggerAttribute>(function) is not null && AppFunctions.ResultOf(function) == typeof(HttpResponseData))
        {
            bindings.Add(new JsonObject { ["name"] = "$return", ["type"] = "http", ["direction"] = "Out" });
        }

        return new JsonObject
        {
            ["name"] = AppFunctions.NameOf(function),
            ["scriptFile"] = $"{function.Module.Assembly.GetName().Name}.dll",
            ["entryPoint"] = $"{function.DeclaringType!.FullName}.{function.Name}",
            ["language"] = "dotnet-isolated",
            ["properties"] = new JsonObject { ["IsCodeless"] = false },
            ["bindings"] = bindings,
        };
    }

    private static JsonObject? Binding(ParameterInfo parameter)
    {
        var attribute = parameter.GetCustomAttributes().SingleOrDefault(attribute => attribute is HttpTriggerAttribute or OrchestrationTriggerAttribute or ActivityTriggerAttribute or DurableClientAttribute or QueueTriggerAttribute or TimerTriggerAttribute);
        return attribute switch
        {
            HttpTriggerAttribute http => Binding(parameter, "httpTrigger", ("authLevel", http.AuthLevel.ToString()), ("methods", new JsonArray([.. http.Methods!.Select(method => JsonValue.Create(method))])), ("route", http.Route)),
            OrchestrationTriggerAttribute => Binding(parameter, "orchestrationTrigger"),
            ActivityTriggerAttribute => Binding(parameter, "activityTrigger"),
            DurableClientAttribute => Binding(parameter, "durableClient"),
            QueueTriggerAttribute queue => Deferred(Binding(parameter, "queueTrigger", ("queueName", queue.QueueName))),
            TimerTriggerAttribute timer => Binding(parameter, "timerTrigger", ("schedule", timer.Schedule)),
            _ => null,
        };
    }

    private static JsonObject Binding(ParameterInfo parameter, string type, params (string Name, JsonNode? Value)[] settings)
    {
        JsonObject binding = new() { ["name"] = parameter.Name, ["direction"] = "In", ["type"] = type };
        foreach (var (name, value) in settings)
        {
            binding[name] = value;
        }

        binding["properties"] = new JsonObject();
        return binding;
    }

    // The worker reads a QueueMessage itself, from a reference that the host passes.
    private static JsonObject Deferred(JsonObject binding)
    {
        binding["properties"]!["supportsDeferredBinding"] = "True";
        return binding;
    }
}
