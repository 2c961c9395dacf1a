using System.Text.Json;
using Azure.Data.Tables;
using DurableSagas.Projections.Audit;
using DurableSagas.Projections.Notices;
using DurableSagas.Projections.Rows;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Interventions;
using DurableSagas.Sagas.Views;

namespace DurableSagas.Projections.Queries;

/// <summary>Reads views; it can change nothing.</summary>
public sealed class SagaQueries(TableServiceClient tables)
{
    private const int MostNotices = 50;

    private readonly TableClient _table = tables.GetTableClient(SagaRow.Table);

    /// <summary>One saga with its steps; null when the id is unknown.</summary>
    /// <exception cref="DamagedViewException">What is there cannot be read.</exception>
    public async Task<SagaView?> FindAsync(string instanceId, CancellationToken cancellationToken)
    {
        TableEntity? saga = null;
        Dictionary<int, TableEntity> steps = [];
        List<TableEntity> actions = [];
        List<TableEntity> notices = [];
        var ofSaga = TableClient.CreateQueryFilter($"PartitionKey eq {instanceId}");
        await foreach (var row in _table.QueryAsync<TableEntity>(ofSaga, cancellationToken: cancellationToken))
        {
            if (row.RowKey == SagaRow.RowKey)
            {
                saga = row;
            }
            else if (row.RowKey.StartsWith(SagaRow.StepPrefix, StringComparison.Ordinal))
            {
                steps[int.Parse(row.RowKey.AsSpan(SagaRow.StepPrefix.Length), System.Globalization.CultureInfo.InvariantCulture)] = row;
            }
            else if (ActionRow.Is(row))
            {
                actions.Add(row);
            }
            else if (NoticeRow.Is(row))
            {
                notices.Add(row);
            }
        }

        return saga is null ? null : View(saga, steps) with { Actions = ActionsIn(actions), Notices = NoticesIn(notices) };
    }

    private static OperatorAction[]? ActionsIn(List<TableEntity> rows) =>
        rows.Count == 0 ? null : [.. rows.TakeLast(ActionRow.MostShown).Select(ActionRow.Read).OfType<OperatorAction>()];

    private static NoticeView[]? NoticesIn(List<TableEntity> rows) =>
        rows.Count == 0 ? null : [.. rows.TakeLast(MostNotices).Select(NoticeRow.ViewOf).OfType<NoticeView>()];

    private static SagaView View(TableEntity saga, Dictionary<int, TableEntity> steps) => new()
    {
        Id = saga.PartitionKey,
        Name = Value<string>(saga, SagaRow.Name),
        Protocol = Enumerated<Protocol>(saga, SagaRow.Protocol),
        Version = Optional<int?>(saga, SagaRow.Version) ?? 1,
        Status = Enumerated<SagaStatus>(saga, SagaRow.Status),
        CreatedAt = Value<DateTimeOffset>(saga, SagaRow.CreatedAt),
        UpdatedAt = Value<DateTimeOffset>(saga, SagaRow.UpdatedAt),
        Sequence = Value<long>(saga, SagaRow.Sequence),
        Request = LongText.Read(saga, SagaRow.Request) is { } request ? JsonSerializer.Deserialize<JsonElement>(request, SagaJson.Options) : null,
        Outcome = OutcomeColumn.Read(saga),
        Error = Optional<string>(saga, SagaRow.Error) is { Length: > 0 } error ? error : null,
        Parent = Optional<string>(saga, SagaRow.Parent),
        StuckAt = Json<StuckPlace>(saga, SagaRow.StuckAt),
        Key = Optional<string>(saga, SagaRow.Key),
        Step = Optional<string>(saga, SagaRow.Step) is { Length: > 0 } step ? step : null,
        Rewinds = Optional<int?>(saga, SagaRow.Rewinds) ?? 0,
        // A step that no activity has written yet has no row: it is pending.
        Steps = StepNames(saga) is { } names
            ? [.. names.Select((name, ordinal) => steps.TryGetValue(ordinal, out var row) ? Step(row) : Pending(name))]
            : [.. steps.OrderBy(step => step.Key).Select(step => Step(step.Value))],
        Consistency = Consistency.Eventual,
        AsOf = Value<DateTimeOffset>(saga, SagaRow.UpdatedAt),
    };

    // Unknown until its end for a saga that no starter announced.
    private static string[]? StepNames(TableEntity saga)
    {
        try
        {
            return Optional<string>(saga, SagaRow.StepNames) is { } names ? JsonSerializer.Deserialize<string[]>(names, SagaJson.Options) : null;
        }
        catch (JsonException)
        {
            throw Damaged(saga, SagaRow.StepNames);
        }
    }

    private static StepView Pending(string name) => new(name, StepStatus.Pending, 0, null, null, null);

    private static StepView Step(TableEntity row) => new(
        Value<string>(row, SagaRow.Name),
        Enumerated<StepStatus>(row, SagaRow.Status),
        Optional<int?>(row, SagaRow.Attempts) ?? 0,
        Optional<DateTimeOffset?>(row, SagaRow.StartedAt),
        Optional<DateTimeOffset?>(row, SagaRow.FinishedAt),
        Optional<string>(row, SagaRow.Error))
    {
        CompensationAttempts = Optional<int?>(row, SagaRow.CompensationAttempts) ?? 0,
        WaitsFor = Optional<DateTimeOffset?>(row, SagaRow.Until) is null ? null : Value<string>(row, SagaRow.Name),
        Until = Optional<DateTimeOffset?>(row, SagaRow.Until),
        ByHand = Optional<string>(row, SagaRow.ByHand) is null ? null : Enumerated<InterventionAction>(row, SagaRow.ByHand),
        Kept = Json<StepTry[]>(row, SagaRow.Tries) ?? [],
    };

    private static T? Json<T>(TableEntity row, string column) where T : class =>
        JsonColumn.TryRead<T>(row, column, out var value) ? value : throw Damaged(row, column);

    private static T Enumerated<T>(TableEntity row, string column) where T : struct, Enum =>
        SagaRow.TryReadEnum<T>(row, column, out var value) ? value : throw Damaged(row, column);

    private static T Value<T>(TableEntity row, string column) => SagaRow.TryRead<T>(row, column, out var value) ? value : throw Damaged(row, column);

    private static T? Optional<T>(TableEntity row, string column) =>
        !row.TryGetValue(column, out var value) || value is null ? default : value is T found ? found : throw Damaged(row, column);

    private static DamagedViewException Damaged(TableEntity row, string column) =>
        new(row.PartitionKey, row.RowKey, column, row.TryGetValue(column, out var found) ? found : null);
}
