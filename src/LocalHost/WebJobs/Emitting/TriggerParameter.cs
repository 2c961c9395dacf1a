using System.Reflection.Emit;
using DurableSagas.LocalHost.Functions;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Extensions.DurableTask;

namespace DurableSagas.LocalHost.WebJobs.Emitting;

/// <summary>The first parameter of an emitted method: what starts the function.</summary>
/// <param name="ReturnsValue">Whether the trigger takes what the function returns.</param>
internal sealed record TriggerParameter(Type Type, CustomAttributeBuilder Attribute, bool ReturnsValue)
{
    /// <summary>Null for HTTP, which is called and not triggered.</summary>
    public static TriggerParameter? Of(AppFunction function) => function.Kind switch
    {
        FunctionKind.Activity => new(typeof(string), Durable<ActivityTriggerAttribute>(function, "Activity"), ReturnsValue: true),
        FunctionKind.Entity => new(typeof(string), Durable<EntityTriggerAttribute>(function, "EntityName"), ReturnsValue: true),
        FunctionKind.Orchestration => new(typeof(string), Durable<OrchestrationTriggerAttribute>(function, "Orchestration"), ReturnsValue: true),
        FunctionKind.Queue => new(QueueType(function), Queue(function), ReturnsValue: false),
        FunctionKind.Timer => new(typeof(TimerInfo), Timer(function), ReturnsValue: false),
        _ => null,
    };

    /// <summary>The name under which the function is known to the task hub, where it is not the function's own.</summary>
    private static CustomAttributeBuilder Durable<TAttribute>(AppFunction function, string nameProperty)
        where TAttribute : Attribute =>
        FunctionAttributes.Make(typeof(TAttribute), [], (nameProperty, function.Trigger.Text(nameProperty)));

    private static CustomAttributeBuilder Queue(AppFunction function) => FunctionAttributes.Make(
        typeof(QueueTriggerAttribute), [Required(function, "queueName")], ("Connection", function.Trigger.Text("connection")));

    /// <summary>With deferred binding the worker makes of the message what its function wants.</summary>
    private static Type QueueType(AppFunction function) =>
        function.Trigger["properties"] is { ValueKind: System.Text.Json.JsonValueKind.Object } properties
        && properties.TryGetProperty("supportsDeferredBinding", out var deferred)
        && bool.TryParse(deferred.ToString(), out var isDeferred) && isDeferred
            ? typeof(ParameterBindingData)
            : typeof(string);

    private static CustomAttributeBuilder Timer(AppFunction function) => FunctionAttributes.Make(
        typeof(TimerTriggerAttribute),
        [Required(function, "schedule")],
        ("RunOnStartup", Flag(function, "runOnStartup")),
        ("UseMonitor", Flag(function, "useMonitor")));

    private static bool? Flag(AppFunction function, string property) => bool.TryParse(function.Trigger.Text(property), out var flag) ? flag : null;

    private static string Required(AppFunction function, string property) => function.Trigger.Text(property)
        ?? throw new FunctionsException($"Function '{function.Name}' has a '{function.Trigger.Type}' without '{property}'.");
}
