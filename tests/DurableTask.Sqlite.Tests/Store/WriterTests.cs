using DurableSagas.DurableTask.Sqlite.Instances;
using DurableSagas.DurableTask.Sqlite.Store;
using DurableSagas.DurableTask.Sqlite.Tests.Running;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace DurableSagas.DurableTask.Sqlite.Tests.Store;

public sealed class WriterTests : IDisposable
{
    private readonly TempHub _hub = new();

    [Fact]
    public async Task Writes_QueuedTogether_ShareCommits()
    {
        var gate = new CountingGate();
        await using var hub = Open(gate);

        await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => FillAsync(hub, 1)));

        Assert.Equal(1000, hub.Read(Rows.Count));
        Assert.InRange(gate.Commits, 1, 500);
    }

    [Fact]
    public async Task Write_ThatIsItselfAtFault_FailsAlone()
    {
        await using var hub = Open();
        var writes = Enumerable.Range(0, 50).Select(_ => FillAsync(hub, 1)).ToList();
        writes.Insert(25, hub.WriteAsync<int>(_ => throw new InvalidOperationException("no"), _ => { }, CancellationToken.None));
        writes.Insert(30, hub.WriteAsync(InsertTwice, _ => { }, CancellationToken.None));

        await Assert.ThrowsAsync<InvalidOperationException>(() => writes[25]);
        await Assert.ThrowsAsync<SqliteException>(() => writes[30]);
        await Task.WhenAll(writes.Where((_, index) => index is not (25 or 30)));

        Assert.Equal(50, hub.Read(Rows.Count));
        Assert.True(hub.Health.IsHealthy);
    }

    [Fact]
    public async Task Write_DiskFull_IsRefusedAndNothingIsHalfDone()
    {
        await using var hub = Open(maxPages: 100);
        await FillAsync(hub, 10);

        var refused = await Assert.ThrowsAsync<TaskHubUnavailableException>(() => FillAsync(hub, 1000));
        var problem = hub.Health.Problem;
        var kept = hub.Read(Rows.Count);
        await FillAsync(hub, 1);

        Assert.Contains("the disk is full; free some space", refused.Message, StringComparison.Ordinal);
        Assert.Equal(refused.Message, problem);
        Assert.Equal(10, kept);
        Assert.True(hub.Health.IsHealthy);
    }

    [Fact]
    public async Task Writes_DiskFull_OnlyThoseThatFindNoRoomAreRefused()
    {
        using var gate = new ClosedGate();
        await using var hub = Open(gate, maxPages: 100);
        var first = FillAsync(hub, 1);
        Task<int>[] together = [FillAsync(hub, 1), FillAsync(hub, 1000), FillAsync(hub, 1)];

        gate.Open();
        await Task.WhenAll(first, together[0], together[2]);

        await Assert.ThrowsAsync<TaskHubUnavailableException>(() => together[1]);
        Assert.Equal(3, hub.Read(Rows.Count));
    }

    [Fact]
    public async Task Write_AfterClosing_IsRefused()
    {
        var hub = Open();
        await hub.DisposeAsync();

        var refused = await Assert.ThrowsAsync<TaskHubUnavailableException>(() => FillAsync(hub, 1));

        Assert.Contains("is closed: its host is stopping", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_ReadOnlyOrLocked_IsToldInWords()
    {
        await using var hub = Open(new FailingGate(new SqliteException("attempt to write a readonly database", 8), new SqliteException("busy", 5)));

        var readOnly = await Assert.ThrowsAsync<TaskHubUnavailableException>(() => FillAsync(hub, 1));
        var locked = await Assert.ThrowsAsync<TaskHubUnavailableException>(() => FillAsync(hub, 1));

        Assert.Contains("the file is read-only; give this process the right to write it", readOnly.Message, StringComparison.Ordinal);
        Assert.Contains("another process has locked the file; close what has it open", locked.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _hub.Dispose();

    private static Task<int> FillAsync(TaskHubStore hub, int instances) =>
        hub.WriteAsync(rows => Rows.Fill(rows, instances), _ => { }, CancellationToken.None);

    private static int InsertTwice(HubRows rows)
    {
        var row = new InstanceRow(rows.NextKey(), "same", "execution", "Orchestrator");
        rows.Instances.Insert(row);
        rows.Instances.Insert(row);
        return 2;
    }

    private TaskHubStore Open(ICommitGate? gate = null, int maxPages = 0) =>
        TaskHubStore.Open(_hub.Options with { MaxPages = maxPages }, NullLoggerFactory.Instance, gate);

    /// <summary>Holds the first commit, so that what follows it is queued together.</summary>
    private sealed class ClosedGate : ICommitGate, IDisposable
    {
        private readonly ManualResetEventSlim _open = new();

        public void Open() => _open.Set();

        public bool MayCommit(long commit)
        {
            _open.Wait();
            return true;
        }

        public void Dispose() => _open.Dispose();
    }

    private sealed class CountingGate : ICommitGate
    {
        public long Commits { get; private set; }

        public bool MayCommit(long commit)
        {
            Commits = commit;
            return true;
        }
    }
}
