using DurableSagas.EmbeddedHost.Dispatch;
using DurableTask.Core.History;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableSagas.EmbeddedHost.Client;

/// <summary>The client that functions get: each request is recorded in the task hub before it is acknowledged.</summary>
internal sealed class EmbeddedDurableTaskClient : DurableTaskClient, IHttpManagementInfo
{
    private readonly DataConverter _converter;
    private readonly EngineStore _store;
    private readonly InstanceStarter _starter;
    private readonly InstanceMessenger _messenger;
    private readonly InstancePurger _purger;
    private readonly InstanceRewinder _rewinder;
    private readonly InstanceQueries _queries;

    public EmbeddedDurableTaskClient(EngineSettings settings, DataConverter converter, TimeProvider time, EngineStore store)
        : base(settings.HubName)
    {
        _converter = converter;
        _store = store;
        _starter = new InstanceStarter(settings, converter, time, store);
        _messenger = new InstanceMessenger(time, store);
        _purger = new InstancePurger(time, store);
        _rewinder = new InstanceRewinder(time, store);
        _queries = new InstanceQueries(settings, converter, store);
    }

    public string? HttpBaseUrl { get; set; }

    public string RequiredQueryStringParameters { get; set; } = string.Empty;

    public override Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(orchestratorName.Name, nameof(orchestratorName));
        return _starter.StartAsync(orchestratorName, input, options, cancellation);
    }

    public override Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        return _messenger.RaiseAsync(instanceId, eventName, _converter.Serialize(eventPayload), cancellation);
    }

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, getInputsAndOutputs, found => found.RuntimeStatus != OrchestrationRuntimeStatus.Pending, cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, getInputsAndOutputs, found => found.IsCompleted, cancellation);

    public override Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return _messenger.TerminateAsync(instanceId, _converter.Serialize(options?.Output), cancellation);
    }

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return _messenger.SuspendAsync(instanceId, reason, cancellation);
    }

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return _messenger.ResumeAsync(instanceId, reason, cancellation);
    }

    public override Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(_queries.Find(instanceId, getInputsAndOutputs));
    }

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null)
    {
        var query = filter ?? new OrchestrationQuery();
        return Pageable.Create<OrchestrationMetadata>((continuation, pageSize, cancellation) =>
        {
            cancellation.ThrowIfCancellationRequested();
            return Task.FromResult(_queries.Page(query, continuation, pageSize));
        });
    }

    public override Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return _purger.PurgeAsync(instanceId, cancellation);
    }

    public override Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return _purger.PurgeAsync(filter, cancellation);
    }

    public override Task<string> RestartAsync(
        string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return _starter.RestartAsync(instanceId, restartWithNewInstanceId, cancellation);
    }

    public override Task RewindInstanceAsync(string instanceId, string reason, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return _rewinder.RewindAsync(instanceId, reason, cancellation);
    }

    public override Task<IList<HistoryEvent>> GetOrchestrationHistoryAsync(string instanceId, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(_queries.History(instanceId));
    }

    /// <summary>The engine owns what the client uses, and closes it.</summary>
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Task<OrchestrationMetadata> WaitAsync(
        string instanceId, bool withTexts, Func<OrchestrationMetadata, bool> reached, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return _store.Waiters.WaitAsync(
            instanceId,
            () => _queries.Find(instanceId, withTexts) is { } found && reached(found) ? found : null,
            cancellation);
    }
}
