using System.Globalization;
using Azure;
using Azure.Data.Tables;
using DurableSagas.Participants.Tables;
using DurableSagas.Projections.Rows;
using DurableSagas.SagaFunctions.Storage;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Interventions;
using DurableSagas.Sagas.Steps.Interventions;

namespace DurableSagas.SagaFunctions.Interventions;

/// <summary>What operators have decided, in the table <c>Interventions</c>: rows inserted once and never changed.</summary>
/// <remarks>
/// PK = the saga's id; RK = the sequence of the attempt that a row is about, or <c>settled</c>. A settlement that came too late is withdrawn.
/// </remarks>
internal sealed class InterventionTable(TableServiceClient tables) : IInterventions, ISagaRows
{
    public const string Table = "Interventions";

    private const string SettledKey = "settled";
    private const string Step = "step";
    private const string Operation = "operation";
    private const string Action = "action";
    private const string By = "by";
    private const string Reason = "reason";
    private const string At = "at";
    private const string Result = "result";

    private readonly TableClient _table = tables.GetTableClient(Table);

    /// <returns>What is decided: this, or what was before.</returns>
    public async Task<OperatorDecision> DecideAsync(string sagaId, long sequence, OperatorDecision decision, CancellationToken cancellationToken)
    {
        var intervention = decision.Intervention!;
        var row = Row(sagaId, KeyOf(sequence), intervention.By, intervention.Reason, intervention.At);
        row[Step] = intervention.Step;
        row[Operation] = intervention.Operation;
        row[Action] = intervention.Action.ToString();
        if (decision.Result is { } result)
        {
            LongText.Write(row, Result, result);
        }

        return await _table.AddIfAbsentAsync(row, cancellationToken)
            ? decision
            : DecisionIn((await _table.FindAsync(sagaId, KeyOf(sequence), cancellationToken))!);
    }

    /// <returns>How it is settled: so, or as it was before.</returns>
    public async Task<Settlement> SettleAsync(string sagaId, Settlement settlement, CancellationToken cancellationToken) =>
        await _table.AddIfAbsentAsync(Row(sagaId, SettledKey, settlement.By, settlement.Reason, settlement.At), cancellationToken)
            ? settlement
            : (await FindSettlementAsync(sagaId, cancellationToken))!;

    /// <summary>The saga had ended before it could be settled: nothing is left to keep from being tried.</summary>
    public Task WithdrawAsync(string sagaId, CancellationToken cancellationToken) =>
        _table.DeleteEntityAsync(sagaId, SettledKey, ETag.All, cancellationToken);

    public async Task<OperatorDecision?> FindAsync(string sagaId, long sequence, CancellationToken cancellationToken)
    {
        OperatorDecision? found = null;
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {sagaId} and (RowKey eq {KeyOf(sequence)} or RowKey eq {SettledKey})");
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            found = row.RowKey == SettledKey ? new OperatorDecision(null, Settlement: SettlementIn(row)) : found ?? DecisionIn(row);
        }

        return found;
    }

    public async Task<Settlement?> FindSettlementAsync(string sagaId, CancellationToken cancellationToken) =>
        await _table.FindAsync(sagaId, SettledKey, cancellationToken) is { } row ? SettlementIn(row) : null;

    /// <inheritdoc/>
    public async Task DeleteAsync(string instanceId, CancellationToken cancellationToken)
    {
        var ofSaga = TableClient.CreateQueryFilter($"PartitionKey eq {instanceId}");
        await foreach (var row in _table.QueryAsync<TableEntity>(ofSaga, select: ["PartitionKey", "RowKey"], cancellationToken: cancellationToken))
        {
            await _table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken);
        }
    }

    private static string KeyOf(long sequence) => sequence.ToString("D19", CultureInfo.InvariantCulture);

    private static TableEntity Row(string sagaId, string key, string by, string reason, DateTimeOffset at) =>
        new(sagaId, key) { [By] = by, [Reason] = reason, [At] = at };

    private static OperatorDecision DecisionIn(TableEntity row) => new(
        new Intervention(
            row.GetString(Step),
            row.GetString(Operation),
            Enum.Parse<InterventionAction>(row.GetString(Action)),
            row.GetString(By),
            row.GetString(Reason),
            row.GetDateTimeOffset(At)!.Value),
        LongText.Read(row, Result));

    private static Settlement SettlementIn(TableEntity row) => new(row.GetString(By), row.GetString(Reason), row.GetDateTimeOffset(At)!.Value);
}
