using DurableSagas.Functions.TripBooking;
using DurableSagas.Functions.TripBooking.Flights;
using DurableSagas.Functions.TripBooking.Hotels;
using DurableSagas.Projections.Notices;
using DurableSagas.SagaFunctions.Notices.Dead;
using DurableSagas.SagaFunctions.Retention;
using DurableSagas.SagaFunctions.Storage;
using DurableSagas.SagaFunctions.Tests.Azurite;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Faults;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Testing;
using Microsoft.DurableTask.Client;

namespace DurableSagas.SagaFunctions.Tests.ReadSide;

public sealed class RetentionTests(AzuriteTables azurite) : IAsyncLifetime
{
    private ReadSide? _readSide;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ReadSide Side => _readSide!;

    public async ValueTask InitializeAsync() => _readSide = await ReadSide.StartAsync(azurite);

    public ValueTask DisposeAsync() => Side.DisposeAsync();

    [Fact]
    public async Task Purge_ExpiredSaga_TakesInstanceViewEntryAndCount()
    {
        await Side.BookAsync("trip-1");

        await Side.Host.AdvanceAsync(TimeSpan.FromDays(31));
        await Side.PurgeAsync();

        Assert.Null(await Side.Host.Client.GetInstanceAsync("trip-1", Token));
        Assert.Null(await Side.Queries.FindAsync("trip-1", Token));
        Assert.Empty(await Side.ListedAsync(SagaStatus.Completed));
        Assert.Equal(0, await Side.CountAsync(SagaStatus.Completed));
        Assert.Equal((1, 0), ((await Side.Runs.LastAsync(Token))[0].Purged["Completed"], (await Side.Runs.LastAsync(Token))[0].Kept));
    }

    [Fact]
    public async Task Purge_SagaWhoseNoticeWasGivenUp_TakesTheDeadNoticeToo()
    {
        var (outbox, dead) = (new NoticeOutbox(Side.Tables), new DeadNoticeTable(Side.Tables));
        foreach (var (saga, days) in new[] { ("trip-old", 20), ("trip-young", 0) })
        {
            await Side.Host.RunAsync(TripBookingSaga.Definition, await Side.AnnounceAsync(saga, notify: "billing"), saga);
            var notice = (await outbox.FindNextAsync(saga, Token))!;
            await dead.KeepAsync(notice, "gone", Side.Host.Time.GetUtcNow(), Token);
            await outbox.GivenUpAsync(notice, "gone", Side.Host.Time.GetUtcNow(), Token);
            await Side.Host.AdvanceAsync(TimeSpan.FromDays(days));
        }

        await Side.Host.AdvanceAsync(TimeSpan.FromDays(15));
        await Side.PurgeAsync();

        Assert.Equal("trip-young", Assert.Single((await dead.ListAsync(10, null, Token)).Items).Saga);
        Assert.Null(await Side.Queries.FindAsync("trip-old", Token));
    }

    [Fact]
    public async Task Purge_SagaIsYoung_KeepsIt()
    {
        await Side.BookAsync("trip-2");

        await Side.Host.AdvanceAsync(TimeSpan.FromDays(29));
        await Side.PurgeAsync();

        Assert.Equal(SagaStatus.Completed, (await Side.Queries.FindAsync("trip-2", Token))!.Status);
    }

    [Fact]
    public async Task Purge_StuckSaga_IsKeptForEver()
    {
        Side.Host.Faults.On<ConfirmFlight>(Fault.Refuses("no"));
        await Assert.ThrowsAsync<SagaStuckException>(() => Side.BookAsync("trip-3"));

        await Side.Host.AdvanceAsync(TimeSpan.FromDays(3650));
        await Side.PurgeAsync();

        Assert.Equal(SagaStatus.Stuck, (await Side.Queries.FindAsync("trip-3", Token))!.Status);
        Assert.NotNull(await Side.Host.Client.GetInstanceAsync("trip-3", Token));
    }

    [Fact]
    public async Task Purge_RunLastsTooLong_StopsRecordsAndGoesOnInTheNext()
    {
        await Side.BookAsync("trip-1");
        await Side.BookAsync("trip-2");
        await Side.Host.AdvanceAsync(TimeSpan.FromDays(31));

        await Side.PurgeAsync(null, new SlowRows(Side.Host));
        var left = await Side.CountAsync(SagaStatus.Completed);
        await Side.PurgeAsync();

        Assert.Equal(1, left);
        Assert.Equal([1, 1], (await Side.Runs.LastAsync(Token)).Select(run => run.Purged["Completed"]));
    }

    [Fact]
    public async Task Purge_SagaUndoneOnRequest_TakesTheInstanceThatUndidItToo()
    {
        var returnable = Saga.For<BookTrip>("returnable").Step<TryFlight>().CompensateWith<CancelFlight>().UndoWithin(TimeSpan.FromDays(14)).Build();
        await Side.Host.RunAsync(returnable, await Side.AnnounceAsync("trip-1", returnable), "trip-1");
        await Side.Host.UndoAsync("trip-1");
        var undoing = await Side.Host.Client.GetInstanceAsync("trip-1:undo", Token);

        await Side.Host.AdvanceAsync(TimeSpan.FromDays(31));
        await Side.PurgeAsync();

        Assert.NotNull(undoing);
        Assert.Null(await Side.Host.Client.GetInstanceAsync("trip-1:undo", Token));
        Assert.Null(await Side.Queries.FindAsync("trip-1", Token));
    }

    [Fact]
    public async Task Purge_UndoneSubSaga_TakesTheInstanceThatUndidItToo()
    {
        var child = Saga.For<BookTrip>("child").Step<TryFlight>().CompensateWith<CancelFlight>().Build();
        var parent = Saga.For<BookTrip>("parent").SubSaga(child, (trip, _) => trip).Step<TryHotel>().Build();
        Side.Host.Register(child);
        Side.Host.Faults.On<TryHotel>(Fault.Refuses("no"));
        await Side.Host.RunAsync(parent, await Side.AnnounceAsync("trip-1"), "parent-1");
        var undone = await Side.Host.Client.GetInstanceAsync("parent-1:child:undo", Token);

        // The child goes when its parent is gone.
        await Side.Host.AdvanceAsync(TimeSpan.FromDays(31));
        await Side.PurgeAsync();
        await Side.PurgeAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Completed, undone!.RuntimeStatus);
        Assert.Null(await Side.Host.Client.GetInstanceAsync("parent-1:child", Token));
        Assert.Null(await Side.Host.Client.GetInstanceAsync("parent-1:child:undo", Token));
    }

    [Fact]
    public async Task Purge_MoreThanOneRunMayTake_GoesOnInTheNext()
    {
        foreach (var number in Enumerable.Range(1, 3))
        {
            await Side.BookAsync($"trip-{number}");
        }

        await Side.Host.AdvanceAsync(TimeSpan.FromDays(31));
        await Side.PurgeAsync(new RetentionSettings { MaxPerRun = 2 });
        var left = await Side.CountAsync(SagaStatus.Completed);
        await Side.Host.AdvanceAsync(TimeSpan.FromDays(1));
        await Side.PurgeAsync(new RetentionSettings { MaxPerRun = 2 });

        Assert.Equal(1, left);
        Assert.Equal(0, await Side.CountAsync(SagaStatus.Completed));
        Assert.Equal([1, 2], (await Side.Runs.LastAsync(Token)).Select(run => run.Purged["Completed"]));
    }

    /// <summary>Rows that take six minutes to be deleted.</summary>
    private sealed class SlowRows(SagaTestHost host) : ISagaRows
    {
        public Task DeleteAsync(string instanceId, CancellationToken cancellationToken) => host.AdvanceAsync(TimeSpan.FromMinutes(6));
    }
}
