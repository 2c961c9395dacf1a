using Azure;
using Azure.Data.Tables;
using DurableSagas.Participants.Tables;

namespace DurableSagas.Participants.Barriers;

/// <summary>The rows of one step in the two-phase mode: those of <see cref="BarrierRow"/>, with a column that says how far the operation is.</summary>
internal sealed class TwoPhaseRows(TableClient table, string partitionKey, BarrierCall call, BarrierOptions options)
{
    private const string Phase = nameof(Phase);
    private const string Started = nameof(Started);
    private const string Done = nameof(Done);

    // Of a forward row only: its compensation came before it was done.
    private const string Closed = nameof(Closed);

    public string PartitionKey { get; } = partitionKey;

    public static bool IsStarted(TableEntity row) => row.GetString(Phase) is Started;

    public static bool IsClosed(TableEntity row) => row.GetString(Phase) is Closed;

    public Task<TableEntity?> ReadAsync(BarrierOperation operation, CancellationToken cancellationToken) =>
        table.FindAsync(PartitionKey, BarrierRow.Key(call, operation), cancellationToken);

    /// <summary>Reads a row that is known to stand.</summary>
    public async Task<TableEntity> RequireAsync(BarrierOperation operation, CancellationToken cancellationToken) =>
        await ReadAsync(operation, cancellationToken)
            ?? throw new InvalidOperationException(
                $"{call}: row '{BarrierRow.Key(call, operation)}' of table '{table.Name}', partition '{PartitionKey}', is gone while it runs. "
                    + "Was the saga purged before it had ended?");

    /// <summary>Starts the forward call, unless a row stands in its place; returns the row that stands.</summary>
    public async Task<TableEntity> StartForwardAsync(CancellationToken cancellationToken)
    {
        var row = New(BarrierOperation.Forward, Started);
        return await table.AddIfAbsentAsync(row, cancellationToken) ? row : await RequireAsync(BarrierOperation.Forward, cancellationToken);
    }

    /// <summary>Starts the compensation, and bars or closes the forward call in the same transaction.</summary>
    /// <exception cref="RequestFailedException">A lost race: a row was written since it was read.</exception>
    public async Task<(TableEntity Forward, TableEntity Compensation)> StartCompensationAsync(TableEntity? forward, CancellationToken cancellationToken)
    {
        var compensation = New(BarrierOperation.Compensate, forward is null ? Done : Started);
        List<TableTransactionAction> writes = [new(TableTransactionActionType.Add, compensation)];

        if (forward is null)
        {
            forward = New(BarrierOperation.Forward, Done);
            writes.Add(new TableTransactionAction(TableTransactionActionType.Add, forward));
        }
        else if (IsStarted(forward))
        {
            forward[Phase] = Closed;
            writes.Add(new TableTransactionAction(TableTransactionActionType.UpdateReplace, forward, forward.ETag));
        }

        var answers = await table.SubmitTransactionAsync(writes, cancellationToken);
        compensation.ETag = answers.Value[0].Headers.ETag!.Value;
        return (forward, compensation);
    }

    /// <summary>Stores the result; false when another attempt, or the compensation, was first.</summary>
    public Task<bool> FinishAsync<T>(TableEntity row, T value, CancellationToken cancellationToken)
    {
        row[Phase] = Done;
        row.SetResult(value, call, options);
        return TableConflict.UnlessLostAsync(() => table.PutAsync(row, cancellationToken));
    }

    private TableEntity New(BarrierOperation operation, string phase)
    {
        var row = BarrierRow.New(PartitionKey, call, operation);
        row[Phase] = phase;
        return row;
    }
}
