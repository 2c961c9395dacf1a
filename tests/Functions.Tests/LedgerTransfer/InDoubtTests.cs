using DurableSagas.Functions.LedgerTransfer;
using DurableSagas.Functions.LedgerTransfer.Accounts;
using DurableSagas.Functions.LedgerTransfer.ByTwoPhaseCommit;
using DurableSagas.Participants.Barriers;
using DurableSagas.SagaFunctions.Decisions;
using DurableSagas.SagaFunctions.Tests.Azurite;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.TwoPhaseCommit;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace DurableSagas.Functions.Tests.LedgerTransfer;

public sealed class InDoubtTests(AzuriteTables azurite) : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(60));
    private readonly AccountReference _account = new($"ledger-{Guid.NewGuid():N}", "1");
    private readonly string _first = $"t1-{Guid.NewGuid():N}";
    private readonly string _second = $"t2-{Guid.NewGuid():N}";
    private Ledgers _ledgers = null!;
    private DecisionTable _decisions = null!;
    private LedgerVotes _votes = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        foreach (var table in new[] { Ledgers.Table, DecisionTable.Table, SagaRegister.Table })
        {
            await azurite.Tables.CreateTableIfNotExistsAsync(table, Token);
        }

        _ledgers = new Ledgers(azurite.Tables, _time, new SagaRegister(azurite.Tables.GetTableClient(SagaRegister.Table)));
        _decisions = new DecisionTable(azurite.Tables, _time);
        _votes = new LedgerVotes(_ledgers, _decisions, _time);
        await _ledgers.PutAsync(_account, new OpeningBalance(100m), Token);
        await _votes.PrepareAsync(Prepare(_first), _account, -30m, Token);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData(Decision.Commit, 70)]
    [InlineData(Decision.Abort, 100)]
    public async Task Prepare_MeetsALockThatHasRunOut_CarriesTheDecisionOutForItsHolder(Decision decision, int balance)
    {
        await _decisions.DecideAsync(_first, decision, Token);
        _time.Advance(TransferPolicies.LockLease);

        var ballot = await _votes.PrepareAsync(Prepare(_second), _account, -1m, Token);

        Assert.Equal(new Ballot(Vote.Commit), ballot);
        Assert.Equal((balance, _second), await BalanceAndHolderAsync());
    }

    [Fact]
    public async Task Prepare_MeetsALockThatHasRunOutUndecided_IsPendingAndLeavesTheLock()
    {
        _time.Advance(TransferPolicies.LockLease * 1000);

        var pending = await Assert.ThrowsAsync<StepPendingException>(PrepareSecondAsync);

        Assert.Equal($"Account '{_account}' is locked by transaction '{_first}'.", pending.Why);
        Assert.Equal((100m, _first), await BalanceAndHolderAsync());
    }

    [Fact]
    public async Task Prepare_MeetsALockInItsTime_DoesNotAsk()
    {
        await _decisions.DecideAsync(_first, Decision.Commit, Token);

        await Assert.ThrowsAsync<StepPendingException>(PrepareSecondAsync);

        Assert.Equal((100m, _first), await BalanceAndHolderAsync());
    }

    [Theory]
    [InlineData(Decision.Commit, 70)]
    [InlineData(Decision.Abort, 100)]
    public async Task AskForDecisions_NobodyElseWantsTheAccount_ResolvesItAndTheCoordinatorsOwnCallChangesNothing(Decision decision, int balance)
    {
        var ask = new AskForDecisions(_ledgers, _votes, NullLogger<AskForDecisions>.Instance);
        await ask.RunAsync(new TimerInfo(), Token);
        var before = await BalanceAndHolderAsync();
        await _decisions.DecideAsync(_first, decision, Token);
        _time.Advance(TransferPolicies.LockLease);

        await ask.RunAsync(new TimerInfo(), Token);
        var resolved = await BalanceAndHolderAsync();
        await (decision == Decision.Commit
            ? _votes.CommitAsync(new BarrierCall(_first, nameof(CommitWithdrawal), BarrierOperation.Forward), _account, Token)
            : _votes.AbortAsync(Prepare(_first) with { Operation = BarrierOperation.Compensate }, _account, Token));

        Assert.Equal((100m, _first), before);
        Assert.Equal((balance, null), resolved);
        Assert.Equal(resolved, await BalanceAndHolderAsync());
    }

    [Fact]
    public async Task Prepare_AfterItsOwnAbort_HoldsNothing()
    {
        await _votes.AbortAsync(Prepare(_second) with { Operation = BarrierOperation.Compensate }, _account, Token);
        await _votes.AbortAsync(Prepare(_first) with { Operation = BarrierOperation.Compensate }, _account, Token);

        var ballot = await _votes.PrepareAsync(Prepare(_second), _account, -1m, Token);

        Assert.Equal(Vote.Abort, ballot.Vote);
        Assert.Equal((100m, null), await BalanceAndHolderAsync());
    }

    // Looking at the clock takes as long as it would wait for the lock, so that it does not wait.
    private Task<Ballot> PrepareSecondAsync()
    {
        _time.AutoAdvanceAmount = TransferPolicies.LockWait.Limit;
        return _votes.PrepareAsync(Prepare(_second), _account, -1m, Token);
    }

    private static BarrierCall Prepare(string transaction) => new(transaction, nameof(PrepareWithdrawal), BarrierOperation.Forward);

    private async Task<(decimal Balance, string? Holder)> BalanceAndHolderAsync()
    {
        var account = await _ledgers.FindAsync(_account, Token);
        return (account!.Balance, account.LockedBy);
    }
}
