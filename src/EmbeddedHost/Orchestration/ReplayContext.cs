using System.Collections.Frozen;
using DurableTask.Core.History;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace DurableSagas.EmbeddedHost.Orchestration;

/// <summary>What an orchestrator sees of its execution. Each member is answered from memory; nothing happens before the episode ends.</summary>
internal sealed class ReplayContext : TaskOrchestrationContext
{
    private readonly OrchestrationRuntime _runtime;
    private readonly ExecutionState _state;
    private readonly ExecutionStartedEvent _started;
    private readonly DeterministicGuids _guids;
    private readonly DurableTimers _timers;
    private readonly Calls _calls;

    public ReplayContext(OrchestrationRuntime runtime, ExecutionState state, ExecutionStartedEvent started)
    {
        _runtime = runtime;
        _state = state;
        _started = started;
        _guids = new DeterministicGuids(started.OrchestrationInstance.InstanceId, state.Position);
        _timers = new DurableTimers(state, runtime.Settings.MaximumTimerInterval);
        _calls = new Calls(runtime, state, started, new Retries(this, _timers));
        Name = started.Name;
        Parent = started.ParentInstance is { } parent
            ? new ParentOrchestrationInstance(parent.Name, parent.OrchestrationInstance.InstanceId)
            : null;
    }

    public override TaskName Name { get; }

    public override string InstanceId => _started.OrchestrationInstance.InstanceId;

    public override ParentOrchestrationInstance? Parent { get; }

    public override string Version => _started.Version ?? string.Empty;

    public override DateTime CurrentUtcDateTime => _state.Position.UtcNow;

    public override bool IsReplaying => _state.Position.IsReplaying;

    public override IReadOnlyDictionary<string, object?> Properties => string.IsNullOrEmpty(_runtime.Settings.DefaultVersion)
        ? FrozenDictionary<string, object?>.Empty
        : new Dictionary<string, object?> { ["defaultVersion"] = _runtime.Settings.DefaultVersion };

    /// <summary>For a function that takes its input as a parameter.</summary>
    internal string? SerializedInput => _started.Input;

    protected override ILoggerFactory LoggerFactory => _runtime.LoggerFactory;

    public override T? GetInput<T>()
        where T : default
    {
        _state.Thread.Demand();
        return _started.Input is { } input ? _runtime.Functions.DataConverter.Deserialize<T>(input) : default;
    }

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        _state.Thread.Demand();
        NotEmbedded.ThrowIfHttpCall(name);
        return _calls.CallActivityAsync<TResult>(name, input, options);
    }

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        _state.Thread.Demand();
        var instanceId = (options as SubOrchestrationOptions)?.InstanceId ?? NewGuid().ToString("N");
        NotEmbedded.ThrowIfEntity(instanceId);
        return _calls.CallChildAsync<TResult>(orchestratorName, instanceId, input, options);
    }

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        _state.Thread.Demand();
        return _timers.CreateAsync(fireAt, cancellationToken);
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        _state.Thread.Demand();
        return _state.Events.WaitAsync<T>(eventName, cancellationToken);
    }

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        _state.Thread.Demand();
        ArgumentException.ThrowIfNullOrWhiteSpace(instanceId);
        NotEmbedded.ThrowIfEntity(instanceId);
        _state.Actions.Add(new EventSentEvent(_state.Actions.NextId)
        {
            InstanceId = instanceId,
            Name = eventName,
            Input = _runtime.Functions.DataConverter.Serialize(payload),
        });
    }

    public override void SetCustomStatus(object? customStatus)
    {
        _state.Thread.Demand();
        _state.Status.Set(customStatus);
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        ContinueAsNew(new ContinueAsNewOptions { NewInput = newInput, PreserveUnprocessedEvents = preserveUnprocessedEvents });

    public override void ContinueAsNew(ContinueAsNewOptions options)
    {
        _state.Thread.Demand();
        ArgumentNullException.ThrowIfNull(options);
        _state.ContinueAsNew(
            _runtime.Functions.DataConverter.Serialize(options.NewInput),
            string.IsNullOrWhiteSpace(options.NewVersion) ? null : options.NewVersion,
            options.PreserveUnprocessedEvents);
    }

    public override Guid NewGuid()
    {
        _state.Thread.Demand();
        return _guids.Next();
    }
}
