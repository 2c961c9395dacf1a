using System.Text.Json;
using DurableSagas.EmbeddedHost.Functions;
using Microsoft.DurableTask;

namespace DurableSagas.EmbeddedHost.Tests.Orchestration;

/// <summary>An app made of lambdas, which also remembers the calls of its activities.</summary>
internal sealed class ScriptedFunctions : IDurableFunctions
{
    private readonly Dictionary<string, Func<TaskOrchestrationContext, Task<object?>>> _orchestrators = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Func<string?, object?>> _activities = new(StringComparer.OrdinalIgnoreCase);

    public List<string> Calls { get; } = [];

    public DataConverter DataConverter { get; } = new RuntimeTypeConverter();

    public IEnumerable<string> Orchestrators => _orchestrators.Keys;

    public IEnumerable<string> Activities => _activities.Keys;

    public ScriptedFunctions Orchestrator<T>(string name, Func<TaskOrchestrationContext, Task<T>> function)
    {
        _orchestrators[name] = async context => await function(context);
        return this;
    }

    public ScriptedFunctions Orchestrator(string name, Func<TaskOrchestrationContext, Task> function) =>
        Orchestrator<object?>(name, async context =>
        {
            await function(context);
            return null;
        });

    public ScriptedFunctions Activity<TInput>(string name, Func<TInput?, object?> function)
    {
        _activities[name] = input => function(DataConverter.Deserialize<TInput>(input));
        return this;
    }

    public ScriptedFunctions Activity(string name) => Activity<JsonElement?>(name, _ => null);

    public bool HasOrchestrator(string name) => _orchestrators.ContainsKey(name);

    public bool HasActivity(string name) => _activities.ContainsKey(name);

    public Task<object?> RunOrchestratorAsync(string name, TaskOrchestrationContext context) => _orchestrators[name](context);

    public Task<string?> RunActivityAsync(ActivityInvocation invocation, CancellationToken cancellationToken)
    {
        Calls.Add(invocation.Name);
        return Task.FromResult(DataConverter.Serialize(_activities[invocation.Name](invocation.Input)));
    }
}
