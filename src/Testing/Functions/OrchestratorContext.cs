using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace DurableSagas.Testing.Functions;

/// <summary>The context as an orchestrator function gets it: its input is read as the worker reads it, and code that has left the orchestrator's thread is found out.</summary>
internal sealed class OrchestratorContext(TaskOrchestrationContext inner, InputReading input, ILoggerFactory loggers) : TaskOrchestrationContext
{
    private readonly ILoggerFactory _loggers = loggers;

    /// <summary>True once the orchestrator has asked for anything; until then it cannot be waiting for something durable.</summary>
    public bool IsAccessed { get; private set; }

    public override TaskName Name => inner.Name;

    public override string InstanceId => inner.InstanceId;

    public override ParentOrchestrationInstance? Parent => inner.Parent;

    public override string Version => inner.Version;

    public override DateTime CurrentUtcDateTime => inner.CurrentUtcDateTime;

    public override bool IsReplaying => inner.IsReplaying;

    public override IReadOnlyDictionary<string, object?> Properties => inner.Properties;

    protected override ILoggerFactory LoggerFactory => _loggers;

    public override T GetInput<T>() => input.As<T>(Legal().GetInput<object?>())!;

    public override Guid NewGuid() => Legal().NewGuid();

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null) =>
        Legal().CallActivityAsync<TResult>(name, input, options);

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null) =>
        Legal().CallSubOrchestratorAsync<TResult>(orchestratorName, input, options);

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken) => Legal().CreateTimer(fireAt, cancellationToken);

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default) =>
        Legal().WaitForExternalEvent<T>(eventName, cancellationToken);

    public override void SendEvent(string instanceId, string eventName, object payload) => Legal().SendEvent(instanceId, eventName, payload);

    public override void SetCustomStatus(object? customStatus) => Legal().SetCustomStatus(customStatus);

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) => Legal().ContinueAsNew(newInput, preserveUnprocessedEvents);

    public override void ContinueAsNew(ContinueAsNewOptions options) => Legal().ContinueAsNew(options);

    /// <exception cref="InvalidOperationException">The caller runs on another thread than the orchestrator's.</exception>
    public void MustBeOnItsThread()
    {
        if (!DurableTask.Core.OrchestrationContext.IsOrchestratorThread)
        {
            throw Illegal();
        }
    }

    public InvalidOperationException Illegal() => new(
        $"Orchestrator '{Name}' of instance '{InstanceId}' awaits something that is not durable: no replay could repeat it. Await only what its context gives, and do the rest in activities.");

    private TaskOrchestrationContext Legal()
    {
        MustBeOnItsThread();
        IsAccessed = true;
        return inner;
    }
}
