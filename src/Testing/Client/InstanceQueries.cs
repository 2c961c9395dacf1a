using System.Globalization;
using DurableSagas.Testing.Hub;
using DurableSagas.Testing.Running;
using Google.Protobuf.WellKnownTypes;
using Microsoft.DurableTask.Protobuf;

namespace DurableSagas.Testing.Client;

/// <summary>Answers what instances there are, how they stand, and what has happened to them.</summary>
internal sealed class InstanceQueries(TaskHub hub, HostTime host)
{
    // Durable Functions reports a custom status that was never set as this text.
    private const string NoCustomStatus = "null";

    public GetInstanceResponse Get(GetInstanceRequest request) => hub.Find(request.InstanceId) is { } found
        ? new GetInstanceResponse { Exists = true, OrchestrationState = StateOf(found, request.GetInputsAndOutputs) }
        : new GetInstanceResponse();

    /// <summary>Lets the host work until the instance has come so far.</summary>
    public async Task<GetInstanceResponse> WhenAsync(GetInstanceRequest request, Func<OrchestrationStatus, bool> isReached, CancellationToken cancellationToken)
    {
        var found = Get(request);
        await host.RunAsync(() => !found.Exists || isReached((found = Get(request)).OrchestrationState.OrchestrationStatus), cancellationToken);
        return found.Exists ? found : throw Refusal.NotFound(request.InstanceId);
    }

    public HistoryChunk History(string instanceId)
    {
        var found = hub.Find(instanceId) ?? throw Refusal.NotFound(instanceId);
        return hub.Read(() => new HistoryChunk { Events = { found.History } });
    }

    public QueryInstancesResponse Page(InstanceQuery query)
    {
        var start = query.ContinuationToken is { Length: > 0 } token ? int.Parse(token, CultureInfo.InvariantCulture) : 0;
        Instance[] found = [.. hub.All().Where(instance => IsMeant(instance, query)).Skip(start).Take(query.MaxInstanceCount + 1)];
        var page = new QueryInstancesResponse();
        page.OrchestrationState.AddRange(found.Take(query.MaxInstanceCount).Select(instance => StateOf(instance, query.FetchInputsAndOutputs)));
        page.ContinuationToken = found.Length > query.MaxInstanceCount ? (start + query.MaxInstanceCount).ToString(CultureInfo.InvariantCulture) : null;
        return page;
    }

    private static bool IsMeant(Instance instance, InstanceQuery query) =>
        (query.CreatedTimeFrom is not { } from || instance.CreatedAt >= from.ToDateTimeOffset())
        && (query.CreatedTimeTo is not { } to || instance.CreatedAt <= to.ToDateTimeOffset())
        && (query.InstanceIdPrefix is not { } prefix || instance.Id.StartsWith(prefix, StringComparison.Ordinal))
        && (query.RuntimeStatus.Count == 0 || query.RuntimeStatus.Contains(instance.Status));

    private OrchestrationState StateOf(Instance instance, bool withTexts) => hub.Read(() =>
    {
        var state = new OrchestrationState
        {
            InstanceId = instance.Id,
            ExecutionId = instance.ExecutionId,
            Name = instance.Start.Name,
            Version = instance.Start.Version,
            OrchestrationStatus = instance.Status,
            ScheduledStartTimestamp = instance.Start.ScheduledStartTimestamp,
            CreatedTimestamp = Timestamp.FromDateTimeOffset(instance.CreatedAt),
            LastUpdatedTimestamp = Timestamp.FromDateTimeOffset(instance.UpdatedAt),
            Input = withTexts ? instance.Start.Input : null,
            Output = withTexts ? instance.Output : null,
            CustomStatus = withTexts ? instance.CustomStatus ?? NoCustomStatus : null,
        };
        state.Tags.Add(instance.Start.Tags);
        return state;
    });
}
