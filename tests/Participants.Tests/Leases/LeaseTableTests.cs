using Azure;
using Azure.Data.Tables;
using DurableSagas.Participants.Barriers;
using DurableSagas.Participants.Leases;
using DurableSagas.Participants.Locks;
using DurableSagas.Participants.Tables;
using DurableSagas.Participants.Tests.Exploration;

namespace DurableSagas.Participants.Tests.Leases;

public sealed class LeaseTableTests
{
    private static readonly TimeSpan _minute = TimeSpan.FromMinutes(1);

    private readonly StoppedClock _clock = new(TimeSpan.Zero);
    private readonly TableClient _table = GuardedTable.Connect(GuardedTable.New());
    private readonly LeaseTable _leases;
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    public LeaseTableTests() => _leases = new LeaseTable(_table, timeProvider: _clock);

    [Fact]
    public async Task TryAcquireAsync_HeldByAnother_GivesNothingUntilItRunsOut()
    {
        var first = await AcquireAsync("one");
        var refused = await AcquireAsync("two");
        _clock.Since = _minute;
        var second = await AcquireAsync("two");

        Assert.Null(refused);
        Assert.Equal([1, 2], [first!.Token, second!.Token]);
    }

    [Fact]
    public async Task TryAcquireAsync_ByItsHolder_KeepsTheToken()
    {
        await AcquireAsync("one");
        _clock.Since = _minute / 2;

        var again = await AcquireAsync("one");

        Assert.Equal(new Lease("p", "settlement", "one", 1, _clock.GetUtcNow() + _minute), again);
    }

    [Fact]
    public async Task AcquireAsync_HeldUntilPatienceEnds_SaysWhatIsLocked()
    {
        await AcquireAsync("one");

        var locked = await Assert.ThrowsAsync<LockedException>(() => _leases.AcquireAsync("p", "settlement", "two", _minute, Patience.None, _token));

        Assert.Equal("Row 'l|settlement' of partition 'p' is locked by 'another holder'.", locked.Message);
    }

    [Fact]
    public async Task AcquireAsync_ReleasedMeanwhile_Waits()
    {
        var first = await AcquireAsync("one");
        var waiting = _leases.AcquireAsync("p", "settlement", "two", _minute, new Patience(_minute) { FirstPause = TimeSpan.FromMilliseconds(20) }, _token);
        await _leases.ReleaseAsync(first!, _token);

        var second = await waiting;

        Assert.Equal(2, second.Token);
    }

    [Fact]
    public async Task ReleaseAsync_Held_LetsTheNextOneInWithANewToken()
    {
        var first = await AcquireAsync("one");

        await _leases.ReleaseAsync(first!, _token);

        Assert.Equal(2, (await AcquireAsync("two"))?.Token);
    }

    [Fact]
    public async Task ReleaseAsync_OfALostLease_LeavesItToItsHolder()
    {
        var first = await AcquireAsync("one");
        _clock.Since = _minute;
        await AcquireAsync("two");

        await _leases.ReleaseAsync(first!, _token);

        Assert.Null(await AcquireAsync("three"));
    }

    [Fact]
    public async Task RenewAsync_Held_HoldsItLongerUnderTheSameToken()
    {
        var lease = await AcquireAsync("one");
        _clock.Since = _minute / 2;

        var renewed = await _leases.RenewAsync(lease!, _minute, _token);
        _clock.Since = _minute;

        Assert.Equal(new Lease("p", "settlement", "one", 1, _clock.GetUtcNow() + (_minute / 2)), renewed);
        Assert.Null(await AcquireAsync("two"));
    }

    [Fact]
    public async Task RenewAsync_OfAReleasedLease_IsLostThoughNobodyHoldsIt()
    {
        var lease = await AcquireAsync("one");
        await _leases.ReleaseAsync(lease!, _token);

        await Assert.ThrowsAsync<LeaseLostException>(() => _leases.RenewAsync(lease!, _minute, _token));
    }

    [Fact]
    public async Task ReleaseAsync_UnderAnOlderToken_LeavesTheNewerOneToTheSameOwner()
    {
        var first = await AcquireAsync("one");
        _clock.Since = _minute;
        await AcquireAsync("one");

        await _leases.ReleaseAsync(first!, _token);

        Assert.Null(await AcquireAsync("two"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task TryAcquireAsync_ByNobody_IsRefused(string? owner) => await Assert.ThrowsAnyAsync<ArgumentException>(() => AcquireAsync(owner!));

    [Fact]
    public async Task RenewAsync_LostToAnother_SaysSo()
    {
        var first = await AcquireAsync("one");
        _clock.Since = _minute;
        await AcquireAsync("two");

        var lost = await Assert.ThrowsAsync<LeaseLostException>(() => _leases.RenewAsync(first!, _minute, _token));

        Assert.Equal("Lease 'settlement' of partition 'p' is lost to 'one': its token is 1, the newest is 2. Acquire it anew.", lost.Message);
    }

    [Fact]
    public async Task WriteAsync_OtherHasChangedTheCallersRow_IsTheCallersToSettle()
    {
        var lease = await AcquireAsync("one");
        await _table.AddEntityAsync(new TableEntity("p", "row"), _token);
        var read = await _table.FindAsync("p", "row", _token);
        await _table.UpdateEntityAsync(new TableEntity("p", "row"), ETag.All, TableUpdateMode.Replace, _token);

        var failed = await Assert.ThrowsAsync<TableTransactionFailedException>(() => _leases.WriteAsync(lease!, [new(TableTransactionActionType.UpdateReplace, read!, read!.ETag)], _token));

        Assert.Equal((412, 1), (failed.Status, failed.FailedTransactionActionIndex));
    }

    [Fact]
    public async Task FenceAsync_OlderToken_CommitsNothingOfTheBarriersTransaction()
    {
        var first = await AcquireAsync("one");
        _clock.Since = _minute;
        await AcquireAsync("two");

        await Assert.ThrowsAsync<LeaseLostException>(() => WriteBehindBarrierAsync(first!));

        Assert.False((await _table.GetEntityIfExistsAsync<TableEntity>("p", "written", cancellationToken: _token)).HasValue);
    }

    [Fact]
    public async Task FenceAsync_NewestToken_Commits()
    {
        var first = await AcquireAsync("one");

        await WriteBehindBarrierAsync(first!);

        Assert.True((await _table.GetEntityIfExistsAsync<TableEntity>("p", "written", cancellationToken: _token)).HasValue);
    }

    private Task<Lease?> AcquireAsync(string owner) => _leases.TryAcquireAsync("p", "settlement", owner, _minute, _token);

    private Task<BarrierOutcome> WriteBehindBarrierAsync(Lease lease) => new TransactionalBarrier(_table, register: null).RunAsync("p", new BarrierCall("order-7", "Settle", BarrierOperation.Forward), async (transaction, token) =>
    {
        await LeaseTable.FenceAsync(transaction, lease, token);
        transaction.Insert(new TableEntity("p", "written"));
    }, _token);
}
