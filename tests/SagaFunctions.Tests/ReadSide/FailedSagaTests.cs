using DurableSagas.Functions.TripBooking;
using DurableSagas.Functions.TripBooking.Cars;
using DurableSagas.Functions.TripBooking.Flights;
using DurableSagas.Functions.TripBooking.Hotels;
using DurableSagas.Projections;
using DurableSagas.SagaFunctions.Retention;
using DurableSagas.SagaFunctions.Tests.Azurite;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Definitions.Agreements;
using DurableSagas.Sagas.Faults;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Testing;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableSagas.SagaFunctions.Tests.ReadSide;

/// <summary>Sagas that an exception of their own code has ended, told from those that a rewind would help.</summary>
public sealed class FailedSagaTests(AzuriteTables azurite) : IAsyncLifetime
{
    private const string Bug = "no such price";

    private ReadSide? _readSide;
    private bool _isMended;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ReadSide Side => _readSide!;

    public async ValueTask InitializeAsync() => _readSide = await ReadSide.StartAsync(azurite);

    public ValueTask DisposeAsync() => Side.DisposeAsync();

    [Fact]
    public async Task Sweep_OrchestratorThrew_IsFailedInViewAndLists()
    {
        await FailAsync("trip-1");

        await Side.SweepAsync();

        var view = await Side.Queries.FindAsync("trip-1", Token);
        Assert.Equal(SagaStatus.Failed, view!.Status);
        Assert.Contains(Bug, view.Error, StringComparison.Ordinal);
        Assert.Equal([StepStatus.Succeeded, StepStatus.Succeeded, StepStatus.Pending], view.Steps.Select(step => step.Status));
        Assert.Equal(["trip-1"], await Side.ListedAsync(SagaStatus.Failed));
        Assert.Equal((1, 0, 0), (await Side.CountAsync(SagaStatus.Failed), await Side.CountAsync(SagaStatus.Stuck), await Side.CountAsync(SagaStatus.Running)));
    }

    [Fact]
    public async Task Sweep_AFailureThatTheViewTells_IsLeftAlone()
    {
        await FailAsync("trip-1");

        bool[] mended = [await Side.ReconcileAsync("trip-1"), await Side.ReconcileAsync("trip-1")];

        Assert.Equal([true, false], mended);
    }

    [Fact]
    public async Task Sweep_LastAttemptFailedAndTheViewMissedIt_IsStuck()
    {
        Side.Host.Faults.On<ConfirmFlight>(Fault.Refuses("no"));
        await EndOfAsync(TripBookingSaga.Definition, "trip-1");
        await Side.SetBackAsync((await Side.Queries.FindAsync("trip-1", Token))!, sequence: 3);

        await Side.SweepAsync();

        Assert.Equal(SagaStatus.Stuck, (await Side.Queries.FindAsync("trip-1", Token))!.Status);
    }

    [Fact]
    public async Task Sweep_OrchestratorOfASubSagaThrew_ItsParentHasFailed()
    {
        Side.Host.Register(Inner(1));
        await EndOfAsync(Around(Inner(2)), "trip-1");

        await Side.SweepAsync();

        var view = await Side.Queries.FindAsync("trip-1", Token);
        Assert.Equal(SagaStatus.Failed, view!.Status);
        Assert.Contains("runs version 2 of saga 'inner', but this app has 1", view.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sweep_SubSagaIsStuckAndTheViewAboveMissedIt_BothAreStuck()
    {
        Side.Host.Faults.On<TryHotel>(Fault.Refuses("full")).On<CancelFlight>(Fault.Fails("no answer"));
        Side.Host.Register(Inner(1));
        await EndOfAsync(Around(Inner(1)), "trip-1");
        await Side.SetBackAsync((await Side.Queries.FindAsync("trip-1", Token))!, sequence: 1);

        await Side.SweepAsync();

        Assert.Equal((SagaStatus.Stuck, SagaStatus.Stuck), (await StatusAsync("trip-1"), await StatusAsync("trip-1:inner")));
    }

    [Fact]
    public async Task Sweep_SubSagaWasTerminated_ItsParentHasFailed()
    {
        Side.Host.Faults.On<TryHotel>(Fault.Pends(TimeSpan.FromHours(1)));
        Side.Host.Register(Inner(1));
        await StartAsync(Around(Inner(1)), "trip-1");
        await Side.RestAsync();
        await Side.Host.Client.TerminateInstanceAsync("trip-1:inner", "wrong customer", Token);
        await Side.Host.AdvanceAsync(TimeSpan.FromMinutes(2));

        await Side.SweepAsync();

        Assert.Equal((SagaStatus.Failed, SagaStatus.Terminated), (await StatusAsync("trip-1"), await StatusAsync("trip-1:inner")));
    }

    [Fact]
    public async Task Rewind_CodeIsMended_GoesOnWhereItStoodAndRepeatsNoStep()
    {
        await FailAsync("trip-1");
        await Side.SweepAsync();

        _isMended = true;
        Side.Host.Faults.On<TryCar>(Fault.Pends(TimeSpan.FromMinutes(1)));
        await Side.Host.Client.RewindInstanceAsync("trip-1", "mended", Token);
        await Side.RestAsync();
        var goesOn = await StatusAsync("trip-1");
        Side.Host.Faults.MendAll();
        await Side.Host.EndOfAsync("trip-1");

        Assert.Equal((SagaStatus.Running, SagaStatus.Completed), (goesOn, await StatusAsync("trip-1")));
        Assert.Equal(["TryFlight", "TryHotel", "TryCar", "TryCar"], Side.Host.ActivityCalls);
        Assert.Empty(await Side.ListedAsync(SagaStatus.Failed));
    }

    [Fact]
    public async Task Rewind_CodeIsNotMended_FailsAgainAndCallsNothing()
    {
        await FailAsync("trip-1");
        await Side.SweepAsync();
        var before = await Side.Queries.FindAsync("trip-1", Token);

        var again = await Assert.ThrowsAsync<SagaStuckException>(() => Side.Host.RewindAsync("trip-1"));
        await Side.SweepAsync();

        var after = await Side.Queries.FindAsync("trip-1", Token);
        Assert.Equal((OrchestrationRuntimeStatus.Failed, SagaStatus.Failed), (again.Instance.RuntimeStatus, after!.Status));
        Assert.True(after.UpdatedAt > before!.UpdatedAt, $"It failed at {before.UpdatedAt}, and again at {after.UpdatedAt}.");
        Assert.Equal(["TryFlight", "TryHotel"], Side.Host.ActivityCalls);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Sweep_RewoundAndItsSubSagaIsAtWork_SaysThatBothGoOn(bool hasToldOfAStep)
    {
        var alone = Saga.For<BookTrip>("around").SubSaga(Inner(2), (trip, _) => trip).Build();
        Side.Host.Register(Inner(1));
        await EndOfAsync(hasToldOfAStep ? Around(Inner(2)) : alone, "trip-1");
        await Side.SweepAsync();
        var failed = await StatusAsync("trip-1");

        Side.Host.Register(Inner(2));
        Side.Host.Faults.On<TryHotel>(Fault.Pends(TimeSpan.FromHours(1)));
        await RewindAsync("trip-1");

        Assert.Equal(SagaStatus.Failed, failed);
        Assert.Equal((SagaStatus.Running, SagaStatus.Running), (await StatusAsync("trip-1"), await StatusAsync("trip-1:inner")));
        Assert.Equal(SagaStatus.Running, (await StrongAsync("trip-1")).Status);
    }

    [Fact]
    public async Task Rebuild_OrchestratorThrew_GivesTheRowsThatTheSweepLeft()
    {
        await FailAsync("trip-1");
        await Side.SweepAsync();
        var swept = await Side.Queries.FindAsync("trip-1", Token);
        await Side.SetBackAsync(swept!, sequence: 2);

        Assert.True(await Side.RebuildAsync("trip-1"));

        var rebuilt = await Side.Queries.FindAsync("trip-1", Token);
        Assert.Equal((swept!.Status, swept.Error, swept.UpdatedAt, swept.Sequence), (rebuilt!.Status, rebuilt.Error, rebuilt.UpdatedAt, rebuilt.Sequence));
        Assert.Equivalent(swept.Steps, rebuilt.Steps, strict: true);
    }

    [Fact]
    public async Task StrongRead_BeforeAnySweep_TellsStuckFromFailed()
    {
        await FailAsync("trip-1");
        Side.Host.Faults.On<ConfirmFlight>(Fault.Refuses("no"));
        await EndOfAsync(TripBookingSaga.Definition, "trip-2");

        var (failed, stuck) = (await StrongAsync("trip-1"), await StrongAsync("trip-2"));

        Assert.Equal((SagaStatus.Failed, SagaStatus.Stuck), (failed.Status, stuck.Status));
        Assert.Contains(Bug, failed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StrongRead_OfASagaThatIsStuck_TellsAtWhatAndItsAttemptsAsItsViewDoes()
    {
        Side.Host.Faults.On<ConfirmFlight>(Fault.Refuses("no"));
        await EndOfAsync(TripBookingSaga.Definition, "trip-1");

        var (strong, eventual) = (await StrongAsync("trip-1"), await Side.Reader.FindAsync(Side.Host.Client, "trip-1", Consistency.Eventual, 0, Token));

        Assert.Equal((nameof(ConfirmFlight), ParticipantOperation.Confirm, 10, "no"), (strong.Stuck!.Step, strong.Stuck.Operation, strong.Stuck.Attempt, strong.Stuck.Error));
        Assert.Equal(eventual!.Stuck, strong.Stuck);
        Assert.Equivalent(eventual.Steps, strong.Steps, strict: true);
        Assert.Equal(Enumerable.Range(1, 10), strong.Steps.Single(step => step.Name == nameof(ConfirmFlight)).Tries!.Select(told => told.Number));
    }

    [Fact]
    public async Task StrongRead_OfASagaThatIsStuckInOneBelow_TellsWhichAndWhere()
    {
        Side.Host.Faults.On<TryHotel>(Fault.Refuses("full")).On<CancelFlight>(Fault.Fails("no answer"));
        Side.Host.Register(Inner(1));
        await EndOfAsync(Around(Inner(1)), "trip-1");

        var (above, below) = (await StrongAsync("trip-1"), await StrongAsync("trip-1:inner"));

        Assert.Equal(("trip-1:inner", nameof(TryFlight), nameof(CancelFlight), "no answer"), (above.Stuck!.Saga, above.Stuck.Step, above.Stuck.Activity, above.Stuck.Error));
        Assert.Equal((above.Stuck, "trip-1", null), (below.Stuck, below.Parent, above.Parent));
    }

    [Fact]
    public async Task StrongRead_FailedBeforeItsFirstStep_IsWhatTheTaskHubSaysAndNotTheAnnouncement()
    {
        var trip = await Side.AnnounceAsync("trip-1");
        var unknown = new StartOrchestrationOptions("trip-1") { Version = new TaskVersion("7") };
        await Side.Host.StartAsync(Side.Host.Register(TripBookingSaga.Definition), trip, unknown);
        await Side.Host.EndOfAsync("trip-1");

        var strong = await StrongAsync("trip-1");

        Assert.Equal((SagaStatus.Failed, Consistency.Strong), (strong.Status, strong.Consistency));
        Assert.Contains("runs version 7 of saga 'trip-booking'", strong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Purge_FailedSaga_IsKeptForEver()
    {
        await FailAsync("trip-1");
        await Side.SweepAsync();

        await Side.Host.AdvanceAsync(TimeSpan.FromDays(3650));
        await Side.PurgeAsync(new RetentionSettings());

        Assert.Equal(SagaStatus.Failed, await StatusAsync("trip-1"));
        Assert.NotNull(await Side.Host.Client.GetInstanceAsync("trip-1", Token));
    }

    // A deployment mends it: until then the condition cannot be told.
    private SagaDefinition<BookTrip> Buggy => Saga.For<BookTrip>("buggy")
        .Step<TryFlight>().CompensateWith<CancelFlight>()
        .Pivot<TryHotel>()
        .Retriable<TryCar>().When((_, _) => _isMended ? true : throw new InvalidOperationException(Bug))
        .Build();

    private static SagaDefinition<BookTrip> Inner(int version) => Saga.For<BookTrip>("inner", version)
        .Step<TryFlight>().CompensateWith<CancelFlight>()
        .Step<TryHotel>().CompensateWith<CancelHotel>()
        .Build();

    private static SagaDefinition<BookTrip> Around(SagaDefinition<BookTrip> inner) => Saga.For<BookTrip>("around")
        .Step<TryCar>().CompensateWith<CancelCar>()
        .SubSaga(inner, (trip, _) => trip)
        .Build();

    private Task FailAsync(string id) => EndOfAsync(Buggy, id);

    private async Task<string> StartAsync(SagaDefinition<BookTrip> saga, string id) =>
        await Side.Host.StartAsync(saga, await Side.AnnounceAsync(id, saga), id);

    private async Task RewindAsync(string id)
    {
        await Side.Host.Client.RewindInstanceAsync(id, "mended", Token);
        await Side.RestAsync();
        await Side.SweepAsync();
    }

    /// <summary>To its end, and on until the sweep looks at it.</summary>
    private async Task EndOfAsync(SagaDefinition<BookTrip> saga, string id)
    {
        var end = await Side.Host.EndOfAsync(await StartAsync(saga, id));
        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        await Side.Host.AdvanceAsync(TimeSpan.FromMinutes(2));
    }

    private async Task<SagaStatus> StatusAsync(string id) => (await Side.Queries.FindAsync(id, Token))!.Status;

    private async Task<SagaView> StrongAsync(string id) => (await Side.Reader.FindAsync(Side.Host.Client, id, Consistency.Strong, 0, Token))!;
}
