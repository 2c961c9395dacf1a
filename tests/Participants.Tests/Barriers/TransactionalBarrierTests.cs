using Azure;
using Azure.Data.Tables;
using DurableSagas.Participants.Barriers;
using DurableSagas.Participants.Tables;
using DurableSagas.Participants.Tests.Exploration;
using DurableSagas.Testing.Tables;

namespace DurableSagas.Participants.Tests.Barriers;

public sealed class TransactionalBarrierTests
{
    private static readonly BarrierCall _forward = new("order-7", "ReserveStock", BarrierOperation.Forward);
    private static readonly BarrierCall _compensate = _forward with { Operation = BarrierOperation.Compensate };

    private readonly TableStore _store = GuardedTable.New();
    private readonly TableClient _table;
    private readonly TransactionalBarrier _barrier;
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    public TransactionalBarrierTests()
    {
        _table = GuardedTable.Connect(_store);
        _barrier = new TransactionalBarrier(_table, register: null, new BarrierOptions { Races = new() { FirstPause = TimeSpan.Zero, MaximumLosses = 3 } });
    }

    [Fact]
    public async Task RunAsync_ForwardThenCompensation_StoresBothRowsAsDocumented()
    {
        await _barrier.RunAsync("sku-1", _forward, (_, _) => Task.FromResult(new Reservation("sku-1", 2, 10.00m)), _token);
        await _barrier.RunAsync("sku-1", _compensate with { Part = "line/1" }, (_, _) => Task.CompletedTask, _token);

        var expected = """
            1 {"PartitionKey":"sku-1","RowKey":"b|order-7|ReserveStock|line^2F1|Compensate","WrittenBy":"Compensate","Saga":"order-7","Branch":"ReserveStock","Part":"line/1"}
            1 {"PartitionKey":"sku-1","RowKey":"b|order-7|ReserveStock|line^2F1|Forward","WrittenBy":"Compensate","Saga":"order-7","Branch":"ReserveStock","Part":"line/1"}
            1 {"PartitionKey":"sku-1","RowKey":"b|order-7|ReserveStock||Forward","WrittenBy":"Forward","Saga":"order-7","Branch":"ReserveStock","Part":"","Result":"{\u0022sku\u0022:\u0022sku-1\u0022,\u0022quantity\u0022:2,\u0022price\u0022:10.00}"}
            """;
        Assert.Equal(expected, _store.State);
    }

    [Fact]
    public async Task RunAsync_Duplicate_ReturnsTheStoredResult()
    {
        var reservation = new Reservation("sku-1", 2, 10.00m);
        await _barrier.RunAsync("sku-1", _forward, (_, _) => Task.FromResult(reservation), _token);

        var duplicate = await _barrier.RunAsync("sku-1", _forward, (_, _) => Task.FromResult(new Reservation("sku-1", 9, 0m)), _token);

        Assert.Equal(new BarrierResult<Reservation>(BarrierOutcome.Duplicate, reservation), duplicate);
    }

    [Fact]
    public async Task RunAsync_DuplicateThatSeesItsOwnEffect_IsNotRefused()
    {
        await _table.AddEntityAsync(new Account { Balance = AccountCalls.Amount }, _token);
        await AccountCalls.WithdrawAsync(_barrier, "order-7", "receipt-1", _token);

        var duplicate = await AccountCalls.WithdrawAsync(_barrier, "order-7", "receipt-2", _token);

        Assert.Equal(new BarrierResult<string>(BarrierOutcome.Duplicate, "receipt-1"), duplicate);
    }

    [Fact]
    public async Task RunAsync_RefusedByTheChange_WritesNothingAndPassesTheRefusalOn()
    {
        await _table.AddEntityAsync(new Account { Balance = AccountCalls.Amount - 0.01m }, _token);
        var before = _store.State;

        await Assert.ThrowsAsync<BalanceTooLowException>(() => AccountCalls.WithdrawAsync(_barrier, "order-7", "receipt", _token));

        Assert.Equal(before, _store.State);
    }

    [Fact]
    public async Task RunAsync_Compensation_SeesWhatTheForwardCallReturned()
    {
        Reservation? seen = null;
        await _barrier.RunAsync("sku-1", _forward, (_, _) => Task.FromResult(new Reservation("sku-1", 2, 10.00m)), _token);

        await _barrier.RunAsync("sku-1", _compensate, (transaction, _) => Task.FromResult(seen = transaction.ForwardResult<Reservation>()), _token);

        Assert.Equal(new Reservation("sku-1", 2, 10.00m), seen);
    }

    [Fact]
    public async Task RunAsync_CompensationThatFindsNothing_BarsTheForwardCallAndHasNoResultToSee()
    {
        var compensation = await _barrier.RunAsync("sku-1", _compensate, (_, _) => Task.FromResult("undone"), _token);
        var again = await _barrier.RunAsync("sku-1", _compensate, (_, _) => Task.FromResult("undone"), _token);
        var forward = await _barrier.RunAsync("sku-1", _forward, (transaction, _) => Task.FromResult($"done {transaction.ForwardResult<string>()}"), _token);

        Assert.Equal((new(BarrierOutcome.NothingToCompensate, null), new(BarrierOutcome.NothingToCompensate, null)), (compensation, again));
        Assert.Equal(new BarrierResult<string>(BarrierOutcome.AlreadyCompensated, null), forward);
    }

    [Fact]
    public async Task RunAsync_ForwardCall_HasNoForwardResultToSee()
    {
        var result = await _barrier.RunAsync("sku-1", _forward, (transaction, _) => Task.FromResult($"[{transaction.ForwardResult<string>()}]"), _token);

        Assert.Equal("[]", result.Value);
    }

    [Fact]
    public async Task RunAsync_OptionsOfTheCaller_WriteItsResultsInItsOwnWay()
    {
        var barrier = new TransactionalBarrier(_table, register: null, new BarrierOptions { Serializer = new() { PropertyNamingPolicy = System.Text.Json.JsonNamingPolicy.SnakeCaseUpper } });

        await barrier.RunAsync("sku-1", _forward, (_, _) => Task.FromResult(new Reservation("sku-1", 2, 10.00m)), _token);

        Assert.Contains("QUANTITY", _store.State, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_WithoutAResult_LeavesThatItWasDone()
    {
        await _barrier.RunAsync("sku-1", _forward, (_, _) => Task.CompletedTask, _token);

        Assert.Equal(new BarrierResult<bool>(BarrierOutcome.Duplicate, true), await _barrier.RunAsync("sku-1", _forward, (_, _) => Task.FromResult(false), _token));
    }

    [Theory]
    [InlineData("", "Forward of 'ReserveStock' for saga 'order-7'")]
    [InlineData("1", "Forward of 'ReserveStock', part '1', for saga 'order-7'")]
    public void Call_AsMessagesNameIt_SaysItsPartIfItHasOne(string part, string expected) => Assert.Equal(expected, (_forward with { Part = part }).ToString());

    [Fact]
    public async Task RunAsync_TwoPartsOfOneStep_BothHappen()
    {
        var first = await _barrier.RunAsync("sku-1", _forward with { Part = "1" }, (_, _) => Task.CompletedTask, _token);
        var second = await _barrier.RunAsync("sku-1", _forward with { Part = "2" }, (_, _) => Task.CompletedTask, _token);

        Assert.Equal([BarrierOutcome.Applied, BarrierOutcome.Applied], [first, second]);
    }

    [Fact]
    public async Task RunAsync_RowInsertedByAnotherMeanwhile_ReadsAgainAndChangesIt()
    {
        var reads = new List<string?>();

        await _barrier.RunAsync("account-1", _forward, async (transaction, token) =>
        {
            var account = await transaction.GetAsync<Account>("account", token);
            reads.Add(account?.Changes);

            if (account is null)
            {
                await _table.AddEntityAsync(new Account { Changes = "theirs" }, token);
                transaction.Insert(new Account { Changes = "ours" });
                return;
            }

            account.Changes += " and ours";
            transaction.Update(account);
        }, _token);

        Assert.Equal([null, "theirs"], reads);
        Assert.Equal("theirs and ours", _store.Find("account-1", "account")!["Changes"]!.GetValue<string>());
    }

    [Fact]
    public async Task RunAsync_RowDeletedByAnotherMeanwhile_ReadsAgain()
    {
        await _table.AddEntityAsync(new Account(), _token);

        var missing = await _barrier.RunAsync("account-1", _forward, async (transaction, token) =>
        {
            var account = await transaction.GetAsync<Account>("account", token);

            if (account is not null)
            {
                await _table.DeleteEntityAsync(account, cancellationToken: token);
                transaction.Delete(account);
            }

            return account is null;
        }, _token);

        Assert.True(missing.Value);
    }

    [Fact]
    public async Task RunAsync_OthersAlwaysFirst_GivesUpAfterTheBoundAndSaysSo()
    {
        await _table.AddEntityAsync(new Account(), _token);
        var attempts = 0;

        var contention = await Assert.ThrowsAsync<RacesLostException>(() => _barrier.RunAsync("account-1", _forward, async (transaction, token) =>
        {
            var account = await transaction.GetAsync<Account>("account", token);
            await _table.UpdateEntityAsync(account, ETag.All, TableUpdateMode.Replace, token);
            transaction.Update(account!);
            return ++attempts;
        }, _token));

        Assert.Equal(3, attempts);
        Assert.Equal("Table 'Guarded', row 'b|order-7|ReserveStock||Forward' of partition 'account-1': other writers were first 3 times in a row; nothing was written. Try again later, and if it lasts, let fewer write to this partition at once.", contention.Message);
    }

    [Fact]
    public async Task RunAsync_ChangeMeetsAConflictOfItsOwn_IsNotRunAgain()
    {
        await _table.AddEntityAsync(new Account(), _token);
        var runs = 0;

        await Assert.ThrowsAsync<RequestFailedException>(() => _barrier.RunAsync("account-1", _forward, async (_, token) =>
        {
            runs++;
            await _table.AddEntityAsync(new Account(), token);
        }, _token));

        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task RunAsync_ResultTooLarge_WritesNothingAndSaysSo()
    {
        var tooLarge = await Assert.ThrowsAsync<InvalidOperationException>(() => _barrier.RunAsync("sku-1", _forward, (_, _) => Task.FromResult(new string('x', 30_719)), _token));

        Assert.Equal("Forward of 'ReserveStock' for saga 'order-7': the result takes 30721 characters of JSON; a barrier row holds at most 30720. Return a reference to it instead.", tooLarge.Message);
        Assert.Equal("", _store.State);
    }

    [Fact]
    public async Task RunAsync_Cancelled_WritesNothing()
    {
        using var cancellation = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _barrier.RunAsync("sku-1", _forward, async (_, token) =>
        {
            await cancellation.CancelAsync();
            token.ThrowIfCancellationRequested();
        }, cancellation.Token));

        Assert.Equal("", _store.State);
    }

    [Fact]
    public async Task RunAsync_PartitionKeyUnfitForTables_NamesTheCure()
    {
        var unfit = await Assert.ThrowsAsync<ArgumentException>(() => _barrier.RunAsync("sku/1", _forward, (_, _) => Task.CompletedTask, _token));

        Assert.StartsWith("Table key 'sku/1' holds U+002F, which Azure Tables forbids. Pass it through TableKey.Escape.", unfit.Message, StringComparison.Ordinal);
    }

    private sealed record Reservation(string Sku, int Quantity, decimal Price);
}
