using Azure;
using Azure.Data.Tables;
using DurableSagas.Participants.Tables;

namespace DurableSagas.Participants.Barriers;

/// <summary>The barrier for an effect that no table transaction can hold, such as a card charge: started, effect, done.</summary>
/// <remarks>
/// A Started row is written before the effect and becomes Done, with its result, after it. An attempt that finds Started
/// runs the effect again, with the same key. A compensation closes a forward call that is not Done, in the transaction that
/// starts the compensation: no later forward call begins, and one whose effect is under way ends as AlreadyCompensated.
/// The outside service must keep idempotency keys. A request of the forward call may still be on its way to it when the
/// compensation runs, so undoing a key that the service has not seen must bar that key there; of a service that cannot, the
/// compensation first calls the forward effect again, with <see cref="BarrierEffect.ForwardKey"/>, and then undoes it.
/// Beside the effect a call takes two writes; a compensation a read and two writes; a duplicate a failed write and a read.
/// <code>
/// var charge = await barrier.RunAsync(partition, call, (effect, token) => card.ChargeAsync(effect.IdempotencyKey, amount, token), token);
/// </code>
/// </remarks>
/// <param name="register">Null: the saga's rows in this table stay for ever, or somebody else purges them.</param>
public sealed class TwoPhaseBarrier(TableClient table, SagaRegister? register, BarrierOptions? options = null, TimeProvider? timeProvider = null)
{
    private readonly BarrierOptions _options = options ?? BarrierOptions.Default;
    private readonly TableRace _race = new(table, options?.Races, timeProvider);

    /// <param name="effect">Acts outside, and may run several times with the same key; what it throws is passed on, and the call stays started.</param>
    /// <exception cref="RacesLostException">Other attempts changed the same row first, every time.</exception>
    public async Task<BarrierResult<T>> RunAsync<T>(
        string partitionKey,
        BarrierCall call,
        Func<BarrierEffect, CancellationToken, Task<T>> effect,
        CancellationToken cancellationToken)
    {
        TableKey.Checked(partitionKey);
        await (register?.AddAsync(call.Saga, table.Name, partitionKey, cancellationToken) ?? Task.CompletedTask);
        var rows = new TwoPhaseRows(table, partitionKey, call, _options);

        return call.Operation is BarrierOperation.Forward
            ? await ForwardAsync(rows, call, effect, cancellationToken)
            : await CompensateAsync(rows, call, effect, cancellationToken);
    }

    private async Task<BarrierResult<T>> ForwardAsync<T>(
        TwoPhaseRows rows, BarrierCall call, Func<BarrierEffect, CancellationToken, Task<T>> effect, CancellationToken cancellationToken)
    {
        var row = await rows.StartForwardAsync(cancellationToken);

        return TwoPhaseRows.IsStarted(row)
            ? await RunEffectAsync(rows, row, call, new BarrierEffect(call, null, _options), effect, cancellationToken)
            : Standing<T>(row, call);
    }

    private async Task<BarrierResult<T>> CompensateAsync<T>(
        TwoPhaseRows rows, BarrierCall call, Func<BarrierEffect, CancellationToken, Task<T>> effect, CancellationToken cancellationToken)
    {
        var (forward, compensation) = await StartCompensationAsync(rows, call, cancellationToken);

        if (forward.IsWrittenBy(BarrierOperation.Compensate))
        {
            return new BarrierResult<T>(BarrierOutcome.NothingToCompensate, default);
        }

        return TwoPhaseRows.IsStarted(compensation)
            ? await RunEffectAsync(rows, compensation, call, new BarrierEffect(call, forward, _options), effect, cancellationToken)
            : Standing<T>(compensation, call);
    }

    // Each lost race means that the forward row has moved on, from absent to started to done or closed, and it never moves back.
    private Task<(TableEntity Forward, TableEntity Compensation)> StartCompensationAsync(
        TwoPhaseRows rows, BarrierCall call, CancellationToken cancellationToken) =>
        _race.RunAsync(rows.PartitionKey, BarrierRow.Key(call, BarrierOperation.Compensate), async token =>
        {
            var forward = await rows.ReadAsync(BarrierOperation.Forward, token);

            try
            {
                return await rows.StartCompensationAsync(forward, token);
            }
            catch (RequestFailedException failure) when (TableConflict.Is(failure))
            {
                if (await rows.ReadAsync(BarrierOperation.Compensate, token) is { } standing)
                {
                    return (await rows.RequireAsync(BarrierOperation.Forward, token), standing);
                }

                throw;
            }
        }, cancellationToken);

    private async Task<BarrierResult<T>> RunEffectAsync<T>(
        TwoPhaseRows rows,
        TableEntity row,
        BarrierCall call,
        BarrierEffect outside,
        Func<BarrierEffect, CancellationToken, Task<T>> effect,
        CancellationToken cancellationToken)
    {
        T value;

        try
        {
            value = await effect(outside, cancellationToken);
        }
        catch (Exception) when (call.Operation is BarrierOperation.Forward && !cancellationToken.IsCancellationRequested)
        {
            // A compensation may have come meanwhile, and barred the key outside: that is the answer then, and no failure.
            var now = await rows.ReadAsync(BarrierOperation.Forward, cancellationToken);

            if (now is null || TwoPhaseRows.IsStarted(now))
            {
                throw;
            }

            return Standing<T>(now, call);
        }

        return await rows.FinishAsync(row, value, cancellationToken)
            ? new BarrierResult<T>(BarrierOutcome.Applied, value)
            : Standing<T>(await rows.RequireAsync(call.Operation, cancellationToken), call);
    }

    private BarrierResult<T> Standing<T>(TableEntity row, BarrierCall call) =>
        row.IsWrittenBy(call.Operation) && !TwoPhaseRows.IsClosed(row)
            ? new BarrierResult<T>(BarrierOutcome.Duplicate, row.ReadResult<T>(_options))
            : new BarrierResult<T>(BarrierOutcome.AlreadyCompensated, default);
}
