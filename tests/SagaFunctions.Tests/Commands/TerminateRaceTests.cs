using Azure.Core;
using Azure.Data.Tables;
using DurableSagas.Functions.TripBooking;
using DurableSagas.Functions.TripBooking.Cars;
using DurableSagas.Functions.TripBooking.Flights;
using DurableSagas.Functions.TripBooking.Hotels;
using DurableSagas.Projections;
using DurableSagas.Projections.Hub;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.SagaFunctions.Interventions;
using DurableSagas.SagaFunctions.Terminating;
using DurableSagas.SagaFunctions.Tests.Azurite;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Definitions.Catalog;
using DurableSagas.Sagas.Faults;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps.Interventions;
using Microsoft.DurableTask.Client;

namespace DurableSagas.SagaFunctions.Tests.Commands;

/// <summary>A stuck saga that is ended as it stands, while somebody else rewinds it, or by one who stops half-way.</summary>
public sealed class TerminateRaceTests(AzuriteTables azurite) : IAsyncLifetime
{
    private static readonly SagaDefinition<BookTrip> _undone = Saga.For<BookTrip>("undone")
        .Step<TryHotel>().CompensateWith<CancelHotel>()
        .Step<TryFlight>().CompensateWith<CancelFlight>()
        .Step<TryCar>()
        .Build();

    private readonly BeforeInsert _inserts = new(InterventionTable.Table);
    private ReadSide.ReadSide? _side;
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ReadSide.ReadSide Side => _side!;

    private SagaTerminator Terminator => new(Side.Interventions, new StuckSagaReader(new Known(_undone), Side.Host.Time), Side.Views);

    public async ValueTask InitializeAsync()
    {
        var options = new TableClientOptions();
        options.AddPolicy(_inserts, HttpPipelinePosition.PerCall);
        _side = await ReadSide.ReadSide.StartAsync(azurite, options);
    }

    public ValueTask DisposeAsync() => Side.DisposeAsync();

    [Fact]
    public async Task Terminate_RewoundJustBeforeAndUnderWayAgain_EndsItAndNothingElseIsCalled()
    {
        await StuckAtCancellingTheFlightAsync();
        Side.Host.Faults.On<CancelHotel>(Fault.Pends(TimeSpan.FromMinutes(10)));
        _inserts.Do(RewindAsync);

        await TerminateAsync();
        await Side.Host.AdvanceAsync(TimeSpan.FromMinutes(2));
        await Side.SweepAsync();
        var calls = Side.Host.ActivityCalls.Count;
        await Side.Host.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await Side.Host.Client.GetInstanceAsync("trip-1", Token))!.RuntimeStatus);
        Assert.Equal(SagaStatus.Terminated, await StatusAsync());
        Assert.Equal(calls, Side.Host.ActivityCalls.Count);
    }

    [Fact]
    public async Task Terminate_RewoundJustBeforeAndEndedSince_IsRefusedAndLeavesNothingBehind()
    {
        await StuckAtCancellingTheFlightAsync();
        _inserts.Do(RewindAsync);

        var refused = await Assert.ThrowsAsync<ProblemException>(TerminateAsync);

        Assert.StartsWith("Saga 'trip-1' is Compensated; it can be terminated while it is ", refused.Message, StringComparison.Ordinal);
        Assert.Null(await Side.Interventions.FindSettlementAsync("trip-1", Token));
        Assert.Equal(SagaStatus.Compensated, await StatusAsync());
    }

    [Fact]
    public async Task Terminate_StoppedBeforeItsViewSaidSo_IsToldByTheNextSweep()
    {
        await StuckAtCancellingTheFlightAsync();
        await Side.Interventions.SettleAsync("trip-1", new Settlement("Ann", "written off", Side.Host.Time.GetUtcNow()), Token);
        var before = await StatusAsync();

        await Side.Host.AdvanceAsync(TimeSpan.FromMinutes(2));
        await Side.SweepAsync();

        var view = (await Side.Queries.FindAsync("trip-1", Token))!;
        Assert.Equal((SagaStatus.Stuck, SagaStatus.Terminated, "Settled by hand by Ann: written off"), (before, view.Status, view.Error));
        Assert.Equal(["trip-1"], await Side.ListedAsync(SagaStatus.Terminated));
        Assert.Empty(await Side.ListedAsync(SagaStatus.Stuck));
    }

    private async Task TerminateAsync() =>
        await Terminator.TerminateAsync(Side.Host.Client, (await Side.Queries.FindAsync("trip-1", Token))!, new Settlement("Ann", "written off", Side.Host.Time.GetUtcNow()), Token);

    // By the management API, which asks nobody; what was broken is mended.
    private async Task RewindAsync()
    {
        Side.Host.Faults.Mend<CancelFlight>();
        await Side.Host.Client.RewindInstanceAsync("trip-1", "by somebody else", Token);
        await Side.RestAsync();
    }

    private async Task StuckAtCancellingTheFlightAsync()
    {
        Side.Host.Faults.On<TryCar>(Fault.Refuses("none left")).On<CancelFlight>(Fault.Fails("no answer"));
        await Side.Host.EndOfAsync(await Side.Host.StartAsync(_undone, await Side.AnnounceAsync("trip-1", _undone), "trip-1"));
        Assert.Equal(SagaStatus.Stuck, await StatusAsync());
    }

    private async Task<SagaStatus> StatusAsync() => (await Side.Queries.FindAsync("trip-1", Token))!.Status;

    private sealed class Known(SagaDefinition definition) : ISagaDefinitions
    {
        public RegisteredSaga? Find(string name, int version, string? request) => new(definition, "None");

        public Type? RequestTypeOf(string name, int version) => definition.RequestType;
    }
}
