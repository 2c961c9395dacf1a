using DurableSagas.EmbeddedHost.Dispatch;
using DurableSagas.EmbeddedHost.TaskHub;
using DurableTask.Core;
using DurableTask.Core.Exceptions;
using DurableTask.Core.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableSagas.EmbeddedHost.Client;

/// <summary>Starts instances, new ones and ended ones again.</summary>
internal sealed class InstanceStarter(EngineSettings settings, DataConverter converter, TimeProvider time, EngineStore store)
{
    public Task<string> StartAsync(TaskName name, object? input, StartOrchestrationOptions? options, CancellationToken cancellationToken)
    {
        var started = Event(name.Name, converter.Serialize(input), InstanceIdRule.ChooseOrCheck(options?.InstanceId));
        started.Version = options?.Version?.Version ?? settings.DefaultVersion;
        started.Tags = options?.Tags is { Count: > 0 } tags ? new Dictionary<string, string>(tags) : null!;
        started.ScheduledStartTime = options?.StartAt?.UtcDateTime is { } due && due > started.Timestamp ? due : null;
        return RecordAsync(started, Dedupe(options?.DedupeStatuses), cancellationToken);
    }

    /// <summary>Starts what an instance was started with once more.</summary>
    public async Task<string> RestartAsync(string instanceId, bool withNewId, CancellationToken cancellationToken)
    {
        var previous = store.Read(rows => rows.Instances.Find(instanceId) is { } row ? rows.History.First(row.Key) : null)
            ?? throw new ArgumentException($"An orchestration with the instanceId {instanceId} was not found.", nameof(instanceId));
        var first = MessageCodec.Decode([previous]).OfType<ExecutionStartedEvent>().First();
        var started = Event(first.Name, first.Input, withNewId ? InstanceIdRule.ChooseOrCheck(null) : instanceId);
        started.Version = first.Version;
        started.Tags = first.Tags;
        try
        {
            return await RecordAsync(started, InstanceRow.NotEnded, cancellationToken);
        }
        catch (OrchestrationAlreadyExistsException running)
        {
            throw new InvalidOperationException("A non-terminal instance with this instance ID already exists.", running);
        }
    }

    private async Task<string> RecordAsync(
        ExecutionStartedEvent started, IReadOnlyList<OrchestrationStatus> dedupe, CancellationToken cancellationToken)
    {
        var instance = new NewInstance(started, null, dedupe);
        var outcome = await store.WriteAsync(
            instance.Record, recorded => PassOn(instance, recorded), cancellationToken);
        return outcome.Refused
            ? throw new OrchestrationAlreadyExistsException(
                $"An Orchestration instance with the status {outcome.Row.Status} already exists: '{outcome.Row.Id}'.")
            : outcome.Row.Id;
    }

    private void PassOn(NewInstance instance, StartedInstance recorded)
    {
        if (!recorded.Refused)
        {
            store.Starts.Recorded(instance, recorded);
        }
    }

    private ExecutionStartedEvent Event(string name, string? input, string instanceId) => new(-1, input!)
    {
        Name = name,
        Timestamp = time.GetUtcNow().UtcDateTime,
        OrchestrationInstance = new OrchestrationInstance { InstanceId = instanceId, ExecutionId = Guid.NewGuid().ToString("N") },
    };

    private IReadOnlyList<OrchestrationStatus> Dedupe(IReadOnlyList<string>? ofThisStart) => ofThisStart is null
        ? [.. settings.DedupeStatuses.Select(status => (OrchestrationStatus)status)]
        : [.. ofThisStart.Select(Parse)];

    private static OrchestrationStatus Parse(string status) =>
        Enum.TryParse<OrchestrationRuntimeStatus>(status, ignoreCase: true, out var parsed)
        && StartOrchestrationOptionsExtensions.ValidDedupeStatuses.Contains(parsed)
            ? (OrchestrationStatus)parsed
            : throw new ArgumentException(
                $"Invalid dedupe status: '{status}'. Valid are: {string.Join(", ", StartOrchestrationOptionsExtensions.ValidDedupeStatuses)}.",
                nameof(status));
}
