using Azure.Data.Tables;
using DurableSagas.Functions.TripBooking;
using DurableSagas.Functions.TripBooking.Flights;
using DurableSagas.Functions.TripBooking.Inventory;
using DurableSagas.Projections.Starts;
using DurableSagas.Projections.Views;
using DurableSagas.SagaFunctions.Tests.Azurite;
using DurableSagas.SagaFunctions.Tests.Rebuild.Voyages;
using DurableSagas.Sagas.Faults;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.SagaFunctions.Tests.Rebuild;

/// <summary>Rows that starters and activities wrote to real tables, against those written anew from history.</summary>
public sealed class RebuildTests(AzuriteTables azurite) : IAsyncLifetime
{
    private Rebuilding? _rebuilding;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Rebuilding Saga => _rebuilding!;

    public async ValueTask InitializeAsync() => _rebuilding = await Rebuilding.StartAsync(azurite);

    public ValueTask DisposeAsync() => Saga.DisposeAsync();

    [Fact]
    public async Task Rebuild_Completed_GivesTheLiveRows()
    {
        Assert.Equal(SagaStatus.Completed, (await BookTripAsync())!.Status);

        await Saga.MustGiveTheLiveRowsAsync();
    }

    [Fact]
    public async Task Rebuild_Compensated_GivesTheLiveRows()
    {
        Saga.Host.Faults.On<TryFlight>(Fault.Refuses("full"));
        Assert.Equal(SagaStatus.Compensated, (await BookTripAsync())!.Status);

        await Saga.MustGiveTheLiveRowsAsync();
    }

    [Fact]
    public async Task Rebuild_StuckAndThenRewound_GivesTheLiveRowsBothTimes()
    {
        Saga.Host.Faults.On<ConfirmFlight>(Fault.Fails("no answer"));
        Assert.Null(await BookTripAsync());
        await Saga.MustGiveTheLiveRowsAsync();

        Saga.Host.Faults.MendAll();
        await Saga.Host.RewindAsync(Saga.Id);
        // The attempt that left it stuck is in the history no more.
        await Saga.MustGiveTheLiveRowsAsync(lost: "tries");
    }

    [Fact]
    public async Task Rebuild_WaitsForAnApprovalWithAStepSkipped_GivesTheLiveRows()
    {
        await SailAsync(withDog: false);

        await Saga.MustGiveTheLiveRowsAsync();
    }

    [Fact]
    public async Task Rebuild_ApprovedAndWithASubSaga_GivesTheLiveRowsOfBoth()
    {
        await SailAsync(withDog: false);
        Assert.Equal(SagaStatus.Completed, (await AnswerAsync(approved: true))!.Status);

        await Saga.MustGiveTheLiveRowsAsync();
    }

    [Fact]
    public async Task Rebuild_ApprovalRefused_GivesTheLiveRows()
    {
        await SailAsync(withDog: true);
        Assert.Equal(SagaStatus.Compensated, (await AnswerAsync(approved: false))!.Status);

        await Saga.MustGiveTheLiveRowsAsync();
    }

    [Fact]
    public async Task Rebuild_SubSagaUndoneByEvent_GivesTheLiveRowsOfBoth()
    {
        Saga.Host.Faults.On<VoyageSteps.Pay>(Fault.Refuses("no money"));
        await SailAsync(withDog: true);
        Assert.Equal(["BoardDog", "cruise/BookCabin", "Pack"], (await AnswerAsync(approved: true))!.Undone.Order(StringComparer.OrdinalIgnoreCase));

        await Saga.MustGiveTheLiveRowsAsync();
    }

    [Fact]
    public async Task Rebuild_Terminated_GivesTheLiveRows()
    {
        await SailAsync(withDog: false);
        await Saga.TerminateAsync("wrong ship");

        await Saga.MustGiveTheLiveRowsAsync();
    }

    [Fact]
    public async Task Rebuild_RowsAheadOfHistory_AreLeft()
    {
        await BookTripAsync();
        await azurite.Tables.GetTableClient(SagaViews.Table).UpdateEntityAsync(new TableEntity(Saga.Id, "saga") { ["sequence"] = 9_999L, ["status"] = nameof(SagaStatus.Running) }, Azure.ETag.All, TableUpdateMode.Merge, Token);
        var before = await Saga.RowsAsync();

        await Saga.RebuildAsync();

        Assert.Equal(before, await Saga.RowsAsync());
    }

    /// <summary>Null: it is stuck.</summary>
    private async Task<SagaOutcome?> BookTripAsync()
    {
        foreach (var kind in Enum.GetValues<OfferKind>())
        {
            await Saga.Host.Services.GetRequiredService<TableInventory>().PutAsync(kind, Saga.Id, new OfferedPlaces(2), Token);
        }

        await Saga.BeginAsync(EveryDefinition.OfApp.Find("trip-booking")!, new BookTrip("t-1", Saga.Id, Saga.Id, Saga.Id, 2));
        var end = await Saga.Host.EndOfAsync(Saga.Id);
        return end.RuntimeStatus == OrchestrationRuntimeStatus.Completed ? end.ReadOutputAs<SagaOutcome>() : null;
    }

    [Fact]
    public async Task Rebuild_RequestThatARowCannotHold_IsLeftOut()
    {
        await Saga.Host.StartAsync(nameof(TripBookingOrchestrator), new BookTrip(new string('t', Announcements.MaxRequestLength), Saga.Id, Saga.Id, Saga.Id, 1), new StartOrchestrationOptions(Saga.Id));
        await Saga.RestAsync();

        Assert.True(await Saga.RebuildAsync());

        Assert.DoesNotContain("request=", Assert.Single(await Saga.RowsAsync(), row => row.Contains("RowKey=saga", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    private Task SailAsync(bool withDog) => Saga.BeginAsync(EveryDefinition.OfTests.Find("voyage")!, new Voyage(withDog));

    private async Task<SagaOutcome> AnswerAsync(bool approved)
    {
        await Saga.Host.Client.RaiseEventAsync(Saga.Id, VoyageSaga.Captain, new ApprovalAnswer(approved, "kim", null), Token);
        return await Saga.Host.OutcomeOfAsync(Saga.Id);
    }
}
