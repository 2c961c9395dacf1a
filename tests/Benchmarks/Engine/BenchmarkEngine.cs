using DurableSagas.EmbeddedHost.Client;
using DurableSagas.EmbeddedHost.Dispatch;
using DurableSagas.EmbeddedHost.TaskHub;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;

namespace DurableSagas.Benchmarks.Engine;

/// <summary>The embedded engine with the benchmark's functions, called as the host calls them, on a task hub of its own.</summary>
internal sealed class BenchmarkEngine : IAsyncDisposable
{
    private readonly BenchmarkFunctions _functions;
    private readonly CountingGate _gate;

    private BenchmarkEngine(BenchmarkFunctions functions, TaskHubStore hub, OrchestrationEngine engine, CountingGate gate) =>
        (_functions, Hub, Engine, _gate) = (functions, hub, engine, gate);

    public TaskHubStore Hub { get; }

    public OrchestrationEngine Engine { get; }

    public EmbeddedDurableTaskClient Client => Engine.Client;

    public long Commits => _gate.Commits;

    public static async Task<BenchmarkEngine> StartAsync(HubKind kind, HubFolder folder, TimeSpan? idleTimeout = null)
    {
        var functions = new BenchmarkFunctions();
        var settings = new EngineSettings { TaskHubPath = kind == HubKind.Memory ? TaskHubSettings.InMemoryPath : folder.File };
        settings = settings with { ExtendedSessionIdleTimeout = idleTimeout ?? settings.ExtendedSessionIdleTimeout };
        var gate = new CountingGate();
        var hub = TaskHubStore.Open(new TaskHubSettings(settings.TaskHubPath, settings.HubName), NullLoggerFactory.Instance, gate);
        var engine = new OrchestrationEngine(settings, functions.App, TimeProvider.System, NullLoggerFactory.Instance, hub);
        await engine.StartAsync(CancellationToken.None);
        return new BenchmarkEngine(functions, hub, engine, gate);
    }

    /// <summary>Starts an instance and waits for it as a caller would.</summary>
    /// <exception cref="InvalidOperationException">It did not complete: what was measured is not what was meant.</exception>
    public async Task RunAsync(TaskName orchestrator, object? input, CancellationToken cancellationToken)
    {
        var id = await Client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, cancellationToken);
        var end = await Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: false, cancellationToken);
        if (end.RuntimeStatus != OrchestrationRuntimeStatus.Completed)
        {
            var failed = await Client.GetInstanceAsync(id, getInputsAndOutputs: true, cancellationToken);
            throw new InvalidOperationException($"Instance '{id}' of '{orchestrator}' ended {end.RuntimeStatus}: {failed?.SerializedOutput}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        await _functions.DisposeAsync();
    }
}
