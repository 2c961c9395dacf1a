using Azure.Data.Tables;
using DurableSagas.Participants.Tables;

namespace DurableSagas.Participants.Barriers;

/// <summary>Commits a step's change, or its undoing, together with a row that says so: each happens at most once, in a legal order.</summary>
/// <remarks>
/// Calls come at least once, late, and two at a time. A forward call inserts its row; a compensation that finds no forward
/// row inserts it in the forward call's place and so bars it. The table's uniqueness of keys settles every race; a failed
/// commit is never interpreted, the row is read instead. When <c>change</c> throws, nothing is written.
/// A change takes its reads and one write; a compensation one read more. With a register, the saga's rows can be purged
/// without a scan, for one write more beside each forward call.
/// </remarks>
/// <param name="register">Null: the saga's rows in this table stay for ever, or somebody else purges them.</param>
public sealed class TransactionalBarrier(TableClient table, SagaRegister? register, BarrierOptions? options = null, TimeProvider? timeProvider = null)
{
    private readonly BarrierOptions _options = options ?? BarrierOptions.Default;

    // A change may meet conflicts of its own, in single writes elsewhere: those are its failures.
    private readonly TableRace _race = new(table, options?.Races, timeProvider)
    {
        IsLost = failure => failure is TableTransactionFailedException && TableConflict.Is(failure),
    };

    /// <exception cref="RacesLostException">Other writers changed the same rows first, every time.</exception>
    public async Task<BarrierResult<T>> RunAsync<T>(
        string partitionKey,
        BarrierCall call,
        Func<BarrierTransaction, CancellationToken, Task<T>> change,
        CancellationToken cancellationToken)
    {
        TableKey.Checked(partitionKey);

        return call.Operation is BarrierOperation.Forward
            ? await ChangeAsync(partitionKey, call, null, RegisteredChange(partitionKey, call, change), cancellationToken)
            : await CompensateAsync(partitionKey, call, change, cancellationToken);
    }

    public async Task<BarrierOutcome> RunAsync(
        string partitionKey,
        BarrierCall call,
        Func<BarrierTransaction, CancellationToken, Task> change,
        CancellationToken cancellationToken)
    {
        var result = await RunAsync(partitionKey, call, ChangeWithoutResultAsync, cancellationToken);
        return result.Outcome;

        async Task<bool> ChangeWithoutResultAsync(BarrierTransaction transaction, CancellationToken token)
        {
            await change(transaction, token);
            return true;
        }
    }

    // Beside the change's reads, once, and done before the commit: the register never misses a row.
    private Func<BarrierTransaction, CancellationToken, Task<T>> RegisteredChange<T>(
        string partitionKey,
        BarrierCall call,
        Func<BarrierTransaction, CancellationToken, Task<T>> change)
    {
        Task? registered = null;
        return register is null ? change : RunAsync;

        async Task<T> RunAsync(BarrierTransaction transaction, CancellationToken token)
        {
            registered ??= register.AddAsync(call.Saga, table.Name, partitionKey, token);

            try
            {
                return await change(transaction, token);
            }
            finally
            {
                await registered;
            }
        }
    }

    private async Task<BarrierResult<T>> CompensateAsync<T>(
        string partitionKey,
        BarrierCall call,
        Func<BarrierTransaction, CancellationToken, Task<T>> change,
        CancellationToken cancellationToken)
    {
        var forward = await ReadAsync(partitionKey, call, BarrierOperation.Forward, cancellationToken)
            ?? await BarForwardAsync(partitionKey, call, cancellationToken);

        return forward.IsWrittenBy(BarrierOperation.Compensate)
            ? new BarrierResult<T>(BarrierOutcome.NothingToCompensate, default)
            : await ChangeAsync(partitionKey, call, forward, change, cancellationToken);
    }

    /// <summary>Takes the forward call's place, unless it came first; returns the row that stands.</summary>
    private async Task<TableEntity> BarForwardAsync(string partitionKey, BarrierCall call, CancellationToken cancellationToken)
    {
        var bar = BarrierRow.New(partitionKey, call, BarrierOperation.Forward);
        await (register?.AddAsync(call.Saga, table.Name, partitionKey, cancellationToken) ?? Task.CompletedTask);

        try
        {
            await table.SubmitTransactionAsync(
                [
                    new(TableTransactionActionType.Add, BarrierRow.New(partitionKey, call, BarrierOperation.Compensate)),
                    new(TableTransactionActionType.Add, bar),
                ],
                cancellationToken);
            return bar;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            var standing = await ReadAsync(partitionKey, call, BarrierOperation.Forward, cancellationToken);

            if (standing is null)
            {
                throw;
            }

            return standing;
        }
    }

    private Task<BarrierResult<T>> ChangeAsync<T>(
        string partitionKey,
        BarrierCall call,
        TableEntity? forward,
        Func<BarrierTransaction, CancellationToken, Task<T>> change,
        CancellationToken cancellationToken) =>
        _race.RunAsync(
            partitionKey, BarrierRow.Key(call, call.Operation), token => AttemptAsync(partitionKey, call, forward, change, token), cancellationToken);

    private async Task<BarrierResult<T>> AttemptAsync<T>(
        string partitionKey,
        BarrierCall call,
        TableEntity? forward,
        Func<BarrierTransaction, CancellationToken, Task<T>> change,
        CancellationToken cancellationToken)
    {
        try
        {
            var transaction = new BarrierTransaction(table, partitionKey, forward, _options);
            var value = await change(transaction, cancellationToken);
            await CommitAsync(transaction, call, value, cancellationToken);
            return new BarrierResult<T>(BarrierOutcome.Applied, value);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever failed, even the change's own "no": if the row stands, an earlier attempt did it,
            // and the change only failed because it saw its own effect.
            if (await ReadAsync(partitionKey, call, call.Operation, cancellationToken) is { } standing)
            {
                return Standing<T>(standing, call);
            }

            throw;
        }
    }

    private async Task CommitAsync<T>(BarrierTransaction transaction, BarrierCall call, T value, CancellationToken cancellationToken)
    {
        var row = BarrierRow.New(transaction.PartitionKey, call, call.Operation);
        row.SetResult(value, call, _options);
        await table.SubmitTransactionAsync([new(TableTransactionActionType.Add, row), .. transaction.Writes], cancellationToken);
    }

    private BarrierResult<T> Standing<T>(TableEntity row, BarrierCall call) =>
        row.IsWrittenBy(call.Operation)
            ? new BarrierResult<T>(BarrierOutcome.Duplicate, row.ReadResult<T>(_options))
            : new BarrierResult<T>(BarrierOutcome.AlreadyCompensated, default);

    private Task<TableEntity?> ReadAsync(string partitionKey, BarrierCall call, BarrierOperation operation, CancellationToken cancellationToken) =>
        table.FindAsync(partitionKey, BarrierRow.Key(call, operation), cancellationToken);
}
