using DurableTask.Core.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableSagas.EmbeddedHost.Tests.Hosting;

/// <summary>Instances as a test puts them in; what is asked of them is only written down.</summary>
internal sealed class FakeClient() : DurableTaskClient("test")
{
    public Dictionary<string, OrchestrationMetadata> Instances { get; } = [];

    public Dictionary<string, IList<HistoryEvent>> Histories { get; } = [];

    public List<string> Calls { get; } = [];

    public OrchestrationQuery? LastQuery { get; private set; }

    /// <summary>Thrown by every call, when it is set.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Thrown by what changes an instance, when it is set.</summary>
    public Exception? CommandFailure { get; set; }

    public override Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default) =>
        NoteAsync($"start {orchestratorName.Name} {options?.InstanceId} {options?.Version?.Version} {input}", options?.InstanceId ?? "generated");

    public override Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default) =>
        NoteAsync($"raise {instanceId} {eventName} {eventPayload}", string.Empty);

    public override Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default) =>
        NoteAsync($"terminate {instanceId} {options?.Output}", string.Empty);

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        NoteAsync($"suspend {instanceId} {reason}", string.Empty);

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        NoteAsync($"resume {instanceId} {reason}", string.Empty);

    public override Task RewindInstanceAsync(string instanceId, string reason, CancellationToken cancellation = default) =>
        NoteAsync($"rewind {instanceId} {reason}", string.Empty);

    public override Task<string> RestartAsync(
        string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default) =>
        NoteAsync($"restart {instanceId} {restartWithNewInstanceId}", restartWithNewInstanceId ? "restarted" : instanceId);

    public override async Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        await NoteAsync($"purge {instanceId}", string.Empty);
        return new PurgeResult(Instances.Remove(instanceId) ? 1 : 0);
    }

    public override async Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        await NoteAsync($"purge all {filter.CreatedFrom:s} {filter.CreatedTo:s} {string.Join(',', filter.Statuses ?? [])}", string.Empty);
        return new PurgeResult(Instances.Count);
    }

    public override Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        Failure is null ? Task.FromResult(Instances.GetValueOrDefault(instanceId)) : Task.FromException<OrchestrationMetadata?>(Failure);

    public override Task<IList<HistoryEvent>> GetOrchestrationHistoryAsync(string instanceId, CancellationToken cancellation = default) =>
        Task.FromResult(Histories[instanceId]);

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null)
    {
        LastQuery = filter;
        return Pageable.Create<OrchestrationMetadata>((token, _, _) =>
            Task.FromResult(new Page<OrchestrationMetadata>([.. Instances.Values], token is null ? "next" : null)));
    }

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        throw new NotSupportedException("No test waits for a start.");

    public override async Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        if (Instances.TryGetValue(instanceId, out var instance) && instance.IsCompleted)
        {
            return instance;
        }

        var never = new TaskCompletionSource<OrchestrationMetadata>();
        return await never.Task.WaitAsync(cancellation);
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Task<string> NoteAsync(string call, string result)
    {
        Calls.Add(call.Trim());
        return (CommandFailure ?? Failure) is { } failure ? Task.FromException<string>(failure) : Task.FromResult(result);
    }
}
