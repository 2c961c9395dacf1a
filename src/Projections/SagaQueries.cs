using System.Text.Json;
using Azure.Data.Tables;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Projections;

/// <summary>Reads views; it can change nothing.</summary>
public sealed class SagaQueries(TableServiceClient tables)
{
    private readonly TableClient _table = tables.GetTableClient(SagaRow.Table);

    /// <summary>One saga with its steps; null when the id is unknown.</summary>
    public async Task<SagaView?> FindAsync(string instanceId, CancellationToken cancellationToken)
    {
        TableEntity? saga = null;
        Dictionary<int, TableEntity> steps = [];
        await foreach (var row in _table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {instanceId}"), cancellationToken: cancellationToken))
        {
            if (row.RowKey == SagaRow.RowKey)
            {
                saga = row;
            }
            else if (row.RowKey.StartsWith(SagaRow.StepPrefix, StringComparison.Ordinal))
            {
                steps[int.Parse(row.RowKey.AsSpan(SagaRow.StepPrefix.Length), System.Globalization.CultureInfo.InvariantCulture)] = row;
            }
        }

        return saga is null ? null : View(saga, steps);
    }

    private static SagaView View(TableEntity saga, Dictionary<int, TableEntity> steps) => new()
    {
        Id = saga.PartitionKey,
        Name = saga.GetString(SagaRow.Name),
        Protocol = Enum.Parse<Protocol>(saga.GetString(SagaRow.Protocol)),
        Version = saga.GetInt32(SagaRow.Version) ?? 1,
        Status = Enum.Parse<SagaStatus>(saga.GetString(SagaRow.Status)),
        CreatedAt = saga.GetDateTimeOffset(SagaRow.CreatedAt)!.Value,
        UpdatedAt = saga.GetDateTimeOffset(SagaRow.UpdatedAt)!.Value,
        Sequence = SagaRow.SequenceOf(saga),
        Request = LongText.Read(saga, SagaRow.Request) is { } request ? JsonSerializer.Deserialize<JsonElement>(request, SagaJson.Options) : null,
        Outcome = OutcomeColumn.Read(saga),
        Error = saga.GetString(SagaRow.Error) is { Length: > 0 } error ? error : null,
        // A step that no activity has written yet has no row: it is pending.
        Steps = StepNames(saga) is { } names
            ? [.. names.Select((name, ordinal) => steps.TryGetValue(ordinal, out var row) ? Step(row) : new StepView(name, StepStatus.Pending, 0, null, null, null))]
            : [.. steps.OrderBy(step => step.Key).Select(step => Step(step.Value))],
        Consistency = Consistency.Eventual,
        AsOf = saga.GetDateTimeOffset(SagaRow.UpdatedAt)!.Value,
    };

    // Unknown until its end for a saga that no starter announced.
    private static string[]? StepNames(TableEntity saga) =>
        saga.GetString(SagaRow.StepNames) is { } names ? JsonSerializer.Deserialize<string[]>(names, SagaJson.Options) : null;

    private static StepView Step(TableEntity row) => new(
        row.GetString(SagaRow.Name),
        Enum.Parse<StepStatus>(row.GetString(SagaRow.Status)),
        row.GetInt32(SagaRow.Attempts) ?? 0,
        row.GetDateTimeOffset(SagaRow.StartedAt),
        row.GetDateTimeOffset(SagaRow.FinishedAt),
        row.GetString(SagaRow.Error));
}
