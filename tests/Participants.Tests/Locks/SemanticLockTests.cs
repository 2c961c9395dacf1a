using Azure.Data.Tables;
using DurableSagas.Participants.Locks;
using DurableSagas.Participants.Tests.Exploration;

namespace DurableSagas.Participants.Tests.Locks;

public sealed class SemanticLockTests(ITestOutputHelper output)
{
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("SS")]
    [InlineData("SSO")]
    [InlineData("SOO")]
    public async Task TakeLock_EveryInterleaving_LetsNobodyBetweenTakingAndReleasing(string calls)
    {
        var explorer = new Explorer(new SemanticLockScenario(calls), faults: 0);

        await explorer.RunAsync();

        output.WriteLine($"{calls}: {explorer.Interleavings:N0} interleavings, {explorer.States:N0} states");
    }

    [Fact]
    public void ReleaseLock_ByAnother_ChangesNothing()
    {
        var row = new TableEntity("p", "r");
        row.TakeLock("saga-1", until: null);

        var released = row.ReleaseLock("saga-2");

        Assert.False(released);
        Assert.Equal(new LockHolder("saga-1", null), row.FindLock());
    }

    [Fact]
    public void TakeLock_PastItsTime_IsStillRefused()
    {
        var row = new TableEntity("p", "r");
        row.TakeLock("saga-1", DateTimeOffset.UnixEpoch);

        var locked = Assert.Throws<LockedException>(() => row.TakeLock("saga-2", until: null));

        Assert.True(locked.Holder.MayBeAskedAbout(DateTimeOffset.UnixEpoch));
        Assert.Equal("Row 'r' of partition 'p' is locked by 'saga-1'.", locked.Message);
    }

    [Fact]
    public async Task WaitAsync_LockedUntilPatienceEnds_PassesTheRefusalOn()
    {
        var attempts = 0;

        await Assert.ThrowsAsync<LockedException>(() => Patience.None.WaitAsync<int>(TimeProvider.System, _ => throw Locked(++attempts), _token));

        Assert.Equal(1, attempts);
    }

    [Fact]
    public async Task WaitAsync_ReleasedMeanwhile_Succeeds()
    {
        var attempts = 0;
        var patience = new Patience(TimeSpan.FromMinutes(1)) { FirstPause = TimeSpan.Zero };

        var value = await patience.WaitAsync(TimeProvider.System, _ => ++attempts < 3 ? throw Locked(attempts) : Task.FromResult("free"), _token);

        Assert.Equal(("free", 3), (value, attempts));
    }

    [Fact]
    public void TakeLock_ByNobody_IsRefused()
    {
        var row = new TableEntity("p", "r");

        Assert.Throws<ArgumentException>(() => row.TakeLock(string.Empty, until: null));

        Assert.Null(row.FindLock());
    }

    private static LockedException Locked(int attempt) => new("p", $"r{attempt}", new LockHolder("saga-1", null));
}
