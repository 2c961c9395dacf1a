using DurableSagas.Functions.TripBooking;
using DurableSagas.Functions.TripBooking.Flights;
using DurableSagas.Projections;
using DurableSagas.Projections.Lists;
using DurableSagas.Projections.Notices;
using DurableSagas.Projections.Queries;
using DurableSagas.SagaFunctions.Tests.Azurite;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Faults;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Testing;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableSagas.SagaFunctions.Tests.ReadSide;

public sealed class SweepTests(AzuriteTables azurite) : IAsyncLifetime
{
    private ReadSide? _readSide;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ReadSide Side => _readSide!;

    public async ValueTask InitializeAsync() => _readSide = await ReadSide.StartAsync(azurite);

    public ValueTask DisposeAsync() => Side.DisposeAsync();

    [Fact]
    public async Task Sweep_StartStoppedBeforeItsSchedule_StartsItAfterAMinuteAndOnlyOnce()
    {
        await Side.AnnounceAsync("trip-1");

        await Side.SweepAsync();
        var atOnce = await Side.Host.Client.GetInstanceAsync("trip-1", Token);
        await Side.Host.AdvanceAsync(TimeSpan.FromMinutes(2));
        await Side.SweepAsync();
        await Side.SweepAsync();
        var outcome = await Side.Host.OutcomeOfAsync("trip-1");

        Assert.Null(atOnce);
        Assert.Equal(SagaStatus.Completed, outcome.Status);
        Assert.Equal(SagaStatus.Completed, (await Side.Queries.FindAsync("trip-1", Token))!.Status);
        Assert.Equal(3, Side.Host.ActivityCalls.Count(call => call.StartsWith("Try", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Sweep_ApprovalListedOfASagaThatDoesNotWait_IsListedNoMoreAfterAMinute()
    {
        var now = Side.Host.Time.GetUtcNow();
        await Side.ListAsWaitingAsync(await Side.AnnounceAndFindAsync("trip-9"), now);

        await Side.SweepAsync();
        var atOnce = await Side.WaitingAsync();
        await Side.Host.AdvanceAsync(TimeSpan.FromMinutes(2));
        await Side.SweepAsync();

        Assert.Equal(["trip-9"], atOnce);
        Assert.Empty(await Side.WaitingAsync());
    }

    [Fact]
    public async Task Sweep_EndIsNotListedYet_HasItsNoticeSent()
    {
        await Side.Host.RunAsync(TripBookingSaga.Definition, await Side.AnnounceAsync("trip-1", notify: "billing"), "trip-1");
        await Side.BookAsync("trip-2");
        var (told, untold) = ((await Side.Queries.FindAsync("trip-1", Token))!, (await Side.Queries.FindAsync("trip-2", Token))!);
        // Whoever wrote the views stopped before the lists.
        foreach (var saga in new[] { told, untold })
        {
            await Side.Index.RemoveAsync(EntryOf(saga, saga.Status), Token);
            await Side.Index.RecordAsync(EntryOf(saga, SagaStatus.Running), Token);
        }

        await Side.Host.AdvanceAsync(TimeSpan.FromMinutes(2));
        await Side.SweepAsync();
        await Side.SweepAsync();

        Assert.Equal(["trip-1"], Side.Asked.Sagas);
        Assert.Equal(["trip-1", "trip-2"], (await Side.ListedAsync(SagaStatus.Completed)).Order());

        static IndexEntry EntryOf(SagaView saga, SagaStatus status) => new(saga.Id, saga.Name, saga.Protocol, saga.Version, status, saga.CreatedAt, saga.UpdatedAt, 1);
    }

    [Fact]
    public async Task Sweep_NoticeOfAStuckSagaThatNobodyTried_HasItSent()
    {
        Side.Host.Faults.On<ConfirmFlight>(Fault.Refuses("no"));
        var trip = await Side.AnnounceAsync("trip-1", notify: "billing");
        await Assert.ThrowsAsync<SagaStuckException>(() => Side.Host.RunAsync(TripBookingSaga.Definition, trip, "trip-1"));
        var outbox = new NoticeOutbox(Side.Tables);

        await Side.Host.AdvanceAsync(TimeSpan.FromMinutes(2));
        await Side.SweepAsync();
        var asked = Side.Asked.Sagas.Count;
        await outbox.ClaimAsync((await outbox.FindNextAsync("trip-1", Token))!, Side.Host.Time.GetUtcNow(), Token);
        await Side.SweepAsync();

        Assert.Equal((1, 1), (asked, Side.Asked.Sagas.Count));
    }

    [Fact]
    public async Task Sweep_StartStoppedBeforeItsView_IsListedNoMore()
    {
        var now = Side.Host.Time.GetUtcNow();
        await Side.Index.RecordAsync(new IndexEntry("trip-2", "trip-booking", Protocol.Tcc, 1, SagaStatus.Pending, now, now, 0), Token);

        await Side.Host.AdvanceAsync(TimeSpan.FromMinutes(2));
        await Side.SweepAsync();

        Assert.Empty(await Side.ListedAsync(SagaStatus.Pending));
        Assert.Equal(0, await Side.CountAsync(SagaStatus.Pending));
    }

    [Fact]
    public async Task Sweep_InstanceWasTerminated_SaysSoInViewAndLists()
    {
        await RunUntilFlightWaitsAsync("trip-3");
        await Side.Host.Client.TerminateInstanceAsync("trip-3", "wrong customer", Token);
        await Side.RestAsync();

        await Side.Host.AdvanceAsync(TimeSpan.FromMinutes(2));
        await Side.SweepAsync();

        var view = await Side.Queries.FindAsync("trip-3", Token);
        Assert.Equal(SagaStatus.Terminated, view!.Status);
        Assert.Contains("wrong customer", view.Error, StringComparison.Ordinal);
        Assert.Equal(["trip-3"], await Side.ListedAsync(SagaStatus.Terminated));
        Assert.Empty(await Side.ListedAsync(SagaStatus.Running));
    }

    [Fact]
    public async Task Sweep_InstanceWasPurged_IsTerminatedAndNeverRunAgain()
    {
        await RunUntilFlightWaitsAsync("trip-4");
        await Side.Host.Client.TerminateInstanceAsync("trip-4", "gone", Token);
        await Side.RestAsync();
        await Side.Host.Client.PurgeInstanceAsync("trip-4", Token);

        await Side.Host.AdvanceAsync(TimeSpan.FromMinutes(2));
        await Side.SweepAsync();

        Assert.Equal((SagaStatus.Terminated, "Its instance is gone from the task hub: it was purged."), ((await Side.Queries.FindAsync("trip-4", Token))!.Status, (await Side.Queries.FindAsync("trip-4", Token))!.Error));
        Assert.Null(await Side.Host.Client.GetInstanceAsync("trip-4", Token));
    }

    [Fact]
    public async Task Sweep_ScheduledSagaOfWhichNothingIsToldYet_IsNeverStartedAgain()
    {
        var trip = await Side.AnnounceAsync("trip-7");
        await Side.Host.StartAsync(Side.Host.Register(TripBookingSaga.Definition), trip, new StartOrchestrationOptions("trip-7", Side.Host.Time.GetUtcNow().AddHours(1)) { Version = new TaskVersion("1") });
        await Side.Host.AdvanceAsync(TimeSpan.FromMinutes(2));
        await Side.SweepAsync();
        var begun = await Side.Queries.FindAsync("trip-7", Token);
        await Side.Host.Client.TerminateInstanceAsync("trip-7", "wrong customer", Token);
        await Side.RestAsync();
        await Side.Host.Client.PurgeInstanceAsync("trip-7", Token);

        await Side.SweepAsync();

        Assert.Equal((SagaStatus.Running, 0), (begun!.Status, begun.Sequence));
        Assert.Equal(SagaStatus.Terminated, (await Side.Queries.FindAsync("trip-7", Token))!.Status);
        Assert.Null(await Side.Host.Client.GetInstanceAsync("trip-7", Token));
    }

    [Fact]
    public async Task Sweep_InstanceCompletedAndTheViewIsBehind_WritesItAnew()
    {
        await Side.BookAsync("trip-6");
        var ended = await Side.Queries.FindAsync("trip-6", Token);
        await Side.SetBackAsync(ended!, sequence: 3);

        await Side.Host.AdvanceAsync(TimeSpan.FromMinutes(2));
        await Side.SweepAsync();

        var view = await Side.Queries.FindAsync("trip-6", Token);
        Assert.Equal((ended!.Status, ended.Sequence, ended.Outcome!.Status), (view!.Status, view.Sequence, view.Outcome!.Status));
        Assert.Equivalent(ended.Steps, view.Steps, strict: true);
        Assert.Equal(["trip-6"], await Side.ListedAsync(SagaStatus.Completed));
        Assert.Empty(await Side.ListedAsync(SagaStatus.Running));
    }

    [Fact]
    public async Task Sweep_SagasUnderWay_AreLeftAlone()
    {
        await RunUntilFlightWaitsAsync("trip-5");
        var before = await Side.Queries.FindAsync("trip-5", Token);

        await Side.Host.AdvanceAsync(TimeSpan.FromMinutes(2));
        await Side.SweepAsync();

        Assert.Equal(before!.UpdatedAt, (await Side.Queries.FindAsync("trip-5", Token))!.UpdatedAt);
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await Side.Host.Client.GetInstanceAsync("trip-5", Token))!.RuntimeStatus);
    }

    [Fact]
    public async Task Sweep_SagaThatStaysAtAStep_IsListedAtItOnce()
    {
        await RunUntilFlightWaitsAsync("trip-10");
        var before = await Side.EntryAsync("trip-10");

        await Side.Host.AdvanceAsync(TimeSpan.FromMinutes(2));
        await Side.SweepAsync();
        var swept = await Side.EntryAsync("trip-10");
        var written = Side.EntryTagsOf("trip-10");
        await Side.SweepAsync();

        Assert.Equal((null, SagaStatus.Running), (before.Step, before.Status));
        Assert.Equal(before with { Step = nameof(TryFlight), Sequence = swept.Sequence }, swept);
        Assert.Equal(written, Side.EntryTagsOf("trip-10"));
    }

    [Fact]
    public async Task Sweep_DamagedViews_AreReadFromTheTaskHubUntilTheyAreWrittenAnew()
    {
        var damages = new (string Row, string Column, object Value)[]
        {
            ("saga", "status", "Sideways"), ("saga", "status", 7), ("saga", "protocol", string.Empty), ("saga", "name", 1.5), ("saga", "createdAt", "yesterday"),
            ("saga", "sequence", "many"), ("saga", "steps", "["), ("saga", "error", 1), ("step|000", "status", "Sideways"), ("step|000", "name", 3), ("step|000", "attempts", "two"),
        }.Select((damage, number) => (Id: $"damaged-{number}", Damage: damage)).ToArray();
        Side.Host.Faults.On<TryFlight>(Fault.Pends(TimeSpan.FromHours(1)));
        foreach (var (id, _) in damages)
        {
            await Side.AnnounceAsync(id);
        }

        await Side.Host.AdvanceAsync(TimeSpan.FromMinutes(2));
        await Side.SweepAsync();
        await Side.RestAsync();
        var whole = new List<SagaView>();
        foreach (var (id, (row, column, value)) in damages)
        {
            whole.Add((await Side.Queries.FindAsync(id, Token))!);
            await Side.DamageAsync(id, row, column, value);
            await Assert.ThrowsAsync<DamagedViewException>(() => Side.Queries.FindAsync(id, Token));
            var read = await Side.Reader.FindAsync(Side.Host.Client, id, Consistency.Eventual, 0, Token);
            Assert.Equal((SagaStatus.Running, Consistency.Strong), (read!.Status, read.Consistency));
        }

        await Side.SweepAsync();

        foreach (var before in whole)
        {
            var mended = (await Side.Queries.FindAsync(before.Id, Token))!;
            Assert.Equal((before.Name, before.Status, before.Sequence, before.CreatedAt, before.Error), (mended.Name, mended.Status, mended.Sequence, mended.CreatedAt, mended.Error));
            Assert.Equivalent(before.Steps, mended.Steps, strict: true);
        }
    }

    [Fact]
    public async Task Read_WithSessionOfAnIdThatNobodyKnows_WaitsForNothing()
    {
        // Time stands still here: a pause would never end.
        var view = await Side.Reader.FindAsync(Side.Host.Client, "nobody", Consistency.Session, 3, Token).WaitAsync(TimeSpan.FromSeconds(30), Token);

        Assert.Null(view);
    }

    private async Task RunUntilFlightWaitsAsync(string id)
    {
        Side.Host.Faults.On<TryFlight>(Fault.Pends(TimeSpan.FromMinutes(4)));
        var trip = await Side.AnnounceAsync(id);
        await Side.Host.StartAsync(TripBookingSaga.Definition, trip, id);
        await Side.RestAsync();
    }
}
