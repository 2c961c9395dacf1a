using Azure;
using Azure.Data.Tables;
using DurableSagas.Functions.Storage;
using DurableSagas.Sagas.TwoPhaseCommit;

namespace DurableSagas.Functions.Decisions;

/// <summary>Decisions in the table <c>Decisions</c>: one row a transaction, inserted once and never changed.</summary>
internal sealed class DecisionTable(TableServiceClient tables, TimeProvider time) : IDecisions, IDecisionQueries, ISagaRows
{
    public const string Table = "Decisions";

    private const string Key = "decision";
    private const string DecidedAt = "decidedAt";

    private readonly TableClient _table = tables.GetTableClient(Table);

    public async Task<Decision> DecideAsync(string transactionId, Decision decision, CancellationToken cancellationToken)
    {
        try
        {
            await _table.AddEntityAsync(new TableEntity(transactionId, Key) { [Key] = decision.ToString(), [DecidedAt] = time.GetUtcNow() }, cancellationToken);
            return decision;
        }
        catch (RequestFailedException known) when (known.Status == 409)
        {
            // Decided before; or by this very call, whose answer was lost and which the client then repeated.
            return (await FindAsync(transactionId, cancellationToken))!.Decision;
        }
    }

    /// <inheritdoc/>
    /// <remarks>Participants in doubt are then told 404; so a decision must be kept for longer than any of them may be cut off.</remarks>
    public Task DeleteAsync(string instanceId, CancellationToken cancellationToken) => _table.DeleteEntityAsync(instanceId, Key, ETag.All, cancellationToken);

    public async Task<DecisionView?> FindAsync(string transactionId, CancellationToken cancellationToken)
    {
        var row = await _table.GetEntityIfExistsAsync<TableEntity>(transactionId, Key, cancellationToken: cancellationToken);
        return row.HasValue ? new DecisionView(transactionId, Enum.Parse<Decision>(row.Value!.GetString(Key)), row.Value.GetDateTimeOffset(DecidedAt)) : null;
    }
}
