using System.Collections.Concurrent;
using System.Text.Json;
using DurableSagas.EmbeddedHost.Functions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;

namespace DurableSagas.EmbeddedHost.Tests.Dispatch;

/// <summary>Orchestrators and activities given as lambdas; remembers which activities were called.</summary>
internal sealed class TestApp : IDurableFunctions
{
    private readonly Dictionary<string, Func<TaskOrchestrationContext, Task<object?>>> _orchestrators = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Func<ActivityInvocation, CancellationToken, Task<object?>>> _activities = new(StringComparer.OrdinalIgnoreCase);

    public ConcurrentQueue<string> Calls { get; } = new();

    public IEnumerable<string> Orchestrators => _orchestrators.Keys;

    public IEnumerable<string> Activities => _activities.Keys;

    public DataConverter DataConverter { get; } = new JsonDataConverter();

    public TestApp Orchestrator<T>(string name, Func<TaskOrchestrationContext, Task<T>> run)
    {
        _orchestrators[name] = async context => await run(context);
        return this;
    }

    public TestApp Activity<TInput>(string name, Func<TInput?, object?> run) =>
        Activity(name, (call, _) => Task.FromResult(run(call.Input is null ? default : JsonSerializer.Deserialize<TInput>(call.Input))));

    public TestApp Activity(string name, Func<ActivityInvocation, CancellationToken, Task<object?>> run)
    {
        _activities[name] = run;
        return this;
    }

    public bool HasOrchestrator(string name) => _orchestrators.ContainsKey(name);

    public bool HasActivity(string name) => _activities.ContainsKey(name);

    public Task<object?> RunOrchestratorAsync(string name, TaskOrchestrationContext context) => _orchestrators[name](context);

    public async Task<string?> RunActivityAsync(ActivityInvocation invocation, CancellationToken cancellationToken)
    {
        Calls.Enqueue(invocation.Name);
        return DataConverter.Serialize(await _activities[invocation.Name](invocation, cancellationToken));
    }
}
