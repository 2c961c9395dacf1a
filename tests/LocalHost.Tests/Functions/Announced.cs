using DurableSagas.LocalHost.Functions;
using DurableSagas.LocalHost.Rpc;
using Microsoft.Extensions.Configuration;

namespace DurableSagas.LocalHost.Tests.Functions;

/// <summary>Functions as workers announce them.</summary>
internal static class Announced
{
    public const string Activity = """{"name":"request","direction":"In","type":"activityTrigger","properties":{}}""";
    public const string Client = """{"name":"client","direction":"In","type":"durableClient","properties":{}}""";
    public const string Entity = """{"name":"dispatcher","direction":"In","type":"entityTrigger","properties":{}}""";
    public const string Http = """{"name":"request","direction":"In","type":"httpTrigger","authLevel":"Function","methods":["post"],"route":"orders/{id}"}""";
    public const string HttpReturn = """{"name":"$return","type":"http","direction":"Out"}""";
    public const string Orchestration = """{"name":"context","direction":"In","type":"orchestrationTrigger","properties":{}}""";
    public const string Queue =
        """
        {"name":"message","direction":"In","type":"queueTrigger","queueName":"%QueueName%","connection":"Other",
         "properties":{"supportsDeferredBinding":"True"}}
        """;

    public const string Timer = """{"name":"timer","direction":"In","type":"timerTrigger","schedule":"0 */5 * * * *","runOnStartup":false}""";

    public static RpcFunctionMetadata Function(string name, params string[] bindings)
    {
        var function = new RpcFunctionMetadata
        {
            Name = name,
            FunctionId = $"id-of-{name}",
            ScriptFile = "App.dll",
            EntryPoint = $"App.{name}.Run",
        };
        function.RawBindings.Add(bindings);
        return function;
    }

    public static AppFunction Read(string name, params string[] bindings) => Assert.Single(Read([], Function(name, bindings)));

    public static IReadOnlyList<AppFunction> Read(Dictionary<string, string?> settings, params RpcFunctionMetadata[] functions) =>
        new FunctionReader(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).Read(functions);
}
