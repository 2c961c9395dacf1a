using System.Text.Json;
using DurableSagas.LocalHost.Functions;

namespace DurableSagas.LocalHost.Tests.Host;

/// <summary>Functions as a worker announces them.</summary>
internal static class AppFunctions
{
    /// <param name="verbs">Separated by commas; empty for any.</param>
    public static AppFunction Http(string name, string verbs = "get", string? route = null, string level = "Anonymous") => Of(
        name,
        FunctionKind.Http,
        new { name = "request", type = "httpTrigger", authLevel = level, route, methods = verbs.Length == 0 ? null : verbs.Split(',') });

    public static AppFunction Queue(string name) => Of(name, FunctionKind.Queue, new { name = "message", type = "queueTrigger", queueName = "q" });

    public static AppFunction Orchestration(string name) =>
        Of(name, FunctionKind.Orchestration, new { name = "context", type = "orchestrationTrigger" });

    private static AppFunction Of(string name, FunctionKind kind, object trigger)
    {
        var json = JsonSerializer.SerializeToElement(trigger);
        var binding = new FunctionBinding(json.GetProperty("name").GetString()!, json.GetProperty("type").GetString()!, BindingDirection.In, json);
        return new AppFunction
        {
            Id = name,
            Name = name,
            ScriptFile = "App.dll",
            EntryPoint = $"App.{name}.Run",
            Kind = kind,
            Trigger = binding,
            Bindings = [binding],
        };
    }
}
