using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DurableSagas.EmbeddedHost.Tests.Functions;

/// <summary>As much of a context as shows how a function is called; orchestrations are tested on the engine.</summary>
internal sealed class StubContext(string instanceId, object? input) : TaskOrchestrationContext
{
    public List<int> Threads { get; } = [];

    public TaskCompletionSource<string> Event { get; } = new();

    public override TaskName Name => "stub";

    public override string InstanceId => instanceId;

    public override ParentOrchestrationInstance? Parent => null;

    public override DateTime CurrentUtcDateTime => DateTime.UnixEpoch;

    public override bool IsReplaying => false;

    protected override ILoggerFactory LoggerFactory => NullLoggerFactory.Instance;

    public override T GetInput<T>() => (T)input!;

    public override async Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default) =>
        (T)(object)await Event.Task;

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null) => throw Unused();

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken) => throw Unused();

    public override void SendEvent(string instanceId, string eventName, object payload) => throw Unused();

    public override void SetCustomStatus(object? customStatus) => throw Unused();

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null) => throw Unused();

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) => throw Unused();

    public override Guid NewGuid() => throw Unused();

    private static NotSupportedException Unused() => new("The engine's tests use this.");
}
