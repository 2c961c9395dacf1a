using System.Collections.Immutable;
using System.Text;
using DurableSagas.EmbeddedHost.Dispatch;
using DurableSagas.EmbeddedHost.TaskHub;
using DurableTask.Core;
using DurableTask.Core.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableSagas.EmbeddedHost.Client;

/// <summary>Answers what instances there are and how they stand, from what is durable.</summary>
internal sealed class InstanceQueries(EngineSettings settings, DataConverter converter, EngineStore store)
{
    // Durable Functions reports a custom status that was never set as this text.
    private const string NoCustomStatus = "null";

    public static int MaskOf(IEnumerable<OrchestrationRuntimeStatus> statuses) =>
        InstanceFilter.MaskOf(statuses.Select(status => (OrchestrationStatus)status));

    public OrchestrationMetadata? Find(string instanceId, bool withTexts) => store.Read(rows =>
        rows.Instances.Find(instanceId, withTexts) is { } row ? Describe(rows, row, withTexts) : null);

    public Page<OrchestrationMetadata> Page(OrchestrationQuery query, string? continuationToken, int? pageSize)
    {
        if (query.TaskHubNames is { } hubs && !hubs.Contains(settings.HubName, StringComparer.OrdinalIgnoreCase))
        {
            return new Page<OrchestrationMetadata>([]);
        }

        var size = Math.Max(1, pageSize ?? query.PageSize);
        var after = ReadToken(continuationToken ?? query.ContinuationToken);
        var found = store.Read(rows => rows.Instances.Page(FilterOf(query), after, size + 1)
            .ConvertAll(row => Describe(rows, row, query.FetchInputsAndOutputs)));
        return found.Count > size
            ? new Page<OrchestrationMetadata>(found[..size], WriteToken(found[size - 1].InstanceId))
            : new Page<OrchestrationMetadata>(found);
    }

    public IList<HistoryEvent> History(string instanceId) => store.Read(rows => rows.Instances.Find(instanceId) switch
    {
        null => throw new ArgumentException($"An orchestration with the instanceId {instanceId} was not found.", nameof(instanceId)),
        { Episode: 0 } => [],
        { } row => settings.StoresInputs ? MessageCodec.Decode(rows.History.All(row.Key)) : WithoutInputs(MessageCodec.Decode(rows.History.All(row.Key))),
    });

    // They are kept all the same: an activity that was given up runs again with its input.
    private static IList<HistoryEvent> WithoutInputs(IList<HistoryEvent> history)
    {
        foreach (var told in history)
        {
            switch (told)
            {
                case TaskScheduledEvent task:
                    task.Input = null;
                    break;
                case SubOrchestrationInstanceCreatedEvent child:
                    child.Input = null;
                    break;
            }
        }

        return history;
    }

    private static InstanceFilter FilterOf(OrchestrationQuery query) => new()
    {
        IdPrefix = query.InstanceIdPrefix ?? string.Empty,
        CreatedFrom = query.CreatedFrom?.UtcDateTime ?? DateTime.MinValue,
        CreatedTo = query.CreatedTo?.UtcDateTime ?? DateTime.MaxValue,
        StatusMask = query.Statuses?.ToList() is { Count: > 0 } statuses ? MaskOf(statuses) : -1,
        WithOutput = query.FetchInputsAndOutputs,
    };

    private static string? InputOf(HubRows rows, InstanceRow row) => rows.History.First(row.Key) is { } first
        ? MessageCodec.Decode([first]).OfType<ExecutionStartedEvent>().FirstOrDefault()?.Input
        : null;

    private static string WriteToken(string lastId) => Convert.ToBase64String(Encoding.UTF8.GetBytes(lastId));

    private static string ReadToken(string? token)
    {
        if (string.IsNullOrEmpty(token))
        {
            return string.Empty;
        }

        Span<byte> bytes = new byte[token.Length];
        return Convert.TryFromBase64String(token, bytes, out var length)
            ? Encoding.UTF8.GetString(bytes[..length])
            : throw new ArgumentException($"Continuation token '{token}' is not one that this task hub gave.", nameof(token));
    }

    private OrchestrationMetadata Describe(HubRows rows, InstanceRow row, bool withTexts) => new(row.Name, row.Id)
    {
        RuntimeStatus = (OrchestrationRuntimeStatus)row.Status,
        CreatedAt = row.Created,
        LastUpdatedAt = row.Updated,
        Tags = row.Tags ?? ImmutableDictionary<string, string>.Empty,
        SerializedInput = withTexts ? InputOf(rows, row) : null,
        SerializedOutput = withTexts ? row.Output : null,
        SerializedCustomStatus = withTexts ? row.CustomStatus ?? NoCustomStatus : null,
        DataConverter = withTexts ? converter : null,
    };
}
