using Azure;
using Azure.Data.Tables;
using DurableSagas.Participants.Tables;
using DurableSagas.SagaFunctions.Storage;
using DurableSagas.Sagas.TwoPhaseCommit;

namespace DurableSagas.SagaFunctions.Decisions;

/// <summary>Decisions in the table <c>Decisions</c>: one row a transaction, inserted once and never changed.</summary>
internal sealed class DecisionTable(TableServiceClient tables, TimeProvider time) : IDecisions, IDecisionQueries, ISagaRows
{
    public const string Table = "Decisions";

    private const string Key = "decision";
    private const string DecidedAt = "decidedAt";

    private readonly TableClient _table = tables.GetTableClient(Table);

    public async Task<Decision> DecideAsync(string transactionId, Decision decision, CancellationToken cancellationToken)
    {
        var row = new TableEntity(transactionId, Key) { [Key] = decision.ToString(), [DecidedAt] = time.GetUtcNow() };
        return await _table.AddIfAbsentAsync(row, cancellationToken) ? decision : (await FindAsync(transactionId, cancellationToken))!.Decision;
    }

    /// <inheritdoc/>
    /// <remarks>Participants in doubt are then told 404; so a decision must be kept for longer than any of them may be cut off.</remarks>
    public Task DeleteAsync(string instanceId, CancellationToken cancellationToken) => _table.DeleteEntityAsync(instanceId, Key, ETag.All, cancellationToken);

    public async Task<DecisionView?> FindAsync(string transactionId, CancellationToken cancellationToken) =>
        await _table.FindAsync(transactionId, Key, cancellationToken) is { } row
            ? new DecisionView(transactionId, Enum.Parse<Decision>(row.GetString(Key)), row.GetDateTimeOffset(DecidedAt))
            : null;
}
