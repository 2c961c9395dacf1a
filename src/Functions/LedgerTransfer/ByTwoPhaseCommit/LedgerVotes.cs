using DurableSagas.Functions.LedgerTransfer.Accounts;
using DurableSagas.Participants.Barriers;
using DurableSagas.Participants.Locks;
using DurableSagas.SagaFunctions.Decisions;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.TwoPhaseCommit;

namespace DurableSagas.Functions.LedgerTransfer.ByTwoPhaseCommit;

/// <summary>A ledger's side of two-phase commit: it locks, votes, and is told; when it is not told, it asks.</summary>
/// <remarks>
/// An account that is locked makes others wait, until their time for votes is over. A lock whose time has run out is not dropped: its holder may have
/// voted to commit. Whoever meets it asks for the decision and carries that out for the holder; undecided, the lock stands.
/// </remarks>
public sealed class LedgerVotes(Ledgers ledgers, IDecisionQueries decisions, TimeProvider time)
{
    /// <param name="change">What committing will add to the balance; negative for a withdrawal.</param>
    public async Task<Ballot> PrepareAsync(BarrierCall call, AccountReference account, decimal change, CancellationToken cancellationToken)
    {
        try
        {
            await TransferPolicies.LockWait.WaitAsync(time, token => TryPrepareAsync(call, account, change, token), cancellationToken);
            return new Ballot(Vote.Commit);
        }
        catch (LockedException locked)
        {
            // Nothing was done, and the saga asks again until its time for votes is over: to vote against would leave two that meet with nobody to go ahead.
            throw new StepPendingException(TimeSpan.Zero, Ledgers.Refusal(account, locked.Holder).Message);
        }
        catch (StepRefusedException refused)
        {
            return new Ballot(Vote.Abort, refused.Message);
        }
    }

    public Task CommitAsync(BarrierCall call, AccountReference account, CancellationToken cancellationToken) =>
        ledgers.EndAsync(call, account, row => row.Commit(call.Saga), cancellationToken);

    public Task AbortAsync(BarrierCall call, AccountReference account, CancellationToken cancellationToken) =>
        ledgers.EndAsync(call, account, row => row.Unlock(call.Saga), cancellationToken);

    /// <summary>Asks for the decision of the transaction that holds an account, and carries it out as its coordinator would.</summary>
    /// <returns>False while it is undecided: the lock stands.</returns>
    public async Task<bool> ResolveAsync(AccountReference account, string holder, decimal prepared, CancellationToken cancellationToken)
    {
        var (prepare, commit) = prepared < 0
            ? (nameof(PrepareWithdrawal), nameof(CommitWithdrawal))
            : (nameof(PrepareDeposit), nameof(CommitDeposit));

        // The coordinator's own calls, so that one of the two is the other's duplicate, whichever comes first.
        switch ((await decisions.FindAsync(holder, cancellationToken))?.Decision)
        {
            case Decision.Commit:
                await CommitAsync(new BarrierCall(holder, commit, BarrierOperation.Forward), account, cancellationToken);
                return true;
            case Decision.Abort:
                await AbortAsync(new BarrierCall(holder, prepare, BarrierOperation.Compensate), account, cancellationToken);
                return true;
            default:
                return false;
        }
    }

    private async Task<BarrierOutcome> TryPrepareAsync(BarrierCall call, AccountReference account, decimal change, CancellationToken cancellationToken)
    {
        var prepared = 0m;

        try
        {
            return await PrepareOnceAsync();
        }
        catch (LockedException locked) when (locked.Holder.MayBeAskedAbout(time.GetUtcNow()))
        {
            if (!await ResolveAsync(account, locked.Holder.Owner, prepared, cancellationToken))
            {
                throw;
            }

            return await PrepareOnceAsync();
        }

        Task<BarrierOutcome> PrepareOnceAsync() =>
            ledgers.TryAsync(call, account, row => Prepare(row, call, account, change), seen => prepared = seen.Prepared, cancellationToken);
    }

    private void Prepare(AccountRow row, BarrierCall call, AccountReference account, decimal change)
    {
        row.RequireAvailable(account, -change);
        row.Prepare(call.Saga, change, time.GetUtcNow() + TransferPolicies.LockLease);
    }
}
