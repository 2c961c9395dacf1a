using Azure.Data.Tables;
using DurableSagas.Functions.TripBooking;
using DurableSagas.Functions.TripBooking.Cars;
using DurableSagas.Projections.Lists;
using DurableSagas.Projections.Starts;
using DurableSagas.Projections.Versions;
using DurableSagas.Projections.Views;
using DurableSagas.SagaFunctions.Checks;
using DurableSagas.SagaFunctions.Tests.Azurite;
using DurableSagas.SagaFunctions.Versions;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Definitions;

namespace DurableSagas.SagaFunctions.Tests.Versions;

/// <summary>A start of the app whose trips were booked by another definition before.</summary>
public sealed class VersionCheckTests(AzuriteTables azurite) : IAsyncLifetime
{
    private static readonly SagaDefinition _today = TripBookingSaga.Definition;

    private static readonly SagaDefinition _before = Saga.For<BookTrip>(_today.Name, _today.Version).Step<TryCar>().CompensateWith<CancelCar>().Build();

    private readonly TableServiceClient _tables = azurite.CreateOwnTables();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private DefinitionTable Kept => new(_tables);

    private SagaLists Lists => new(_tables, new ContinuationTokens(_tables));

    public async ValueTask InitializeAsync()
    {
        foreach (var table in new[] { SagaViews.Table, SagaIndex.Table, DefinitionTable.Table })
        {
            await _tables.CreateTableIfNotExistsAsync(table, Token);
        }

        await new ContinuationKey(_tables).EnsureAsync(Token);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Start_OfAnAppThatHasNeverStarted_KeepsTheShapeOfEveryVersion()
    {
        await StartAsync();

        Assert.Equal(_today.Shape.Fingerprint, (await Kept.FindAsync(_today, Token))?.Fingerprint);
    }

    [Fact]
    public async Task Start_ChangedWhileNoneIsUnderWay_KeepsTheNewShape()
    {
        await Kept.PutAsync(_before, Token);

        await StartAsync();

        Assert.Equal(_today.Shape.Fingerprint, (await Kept.FindAsync(_today, Token))?.Fingerprint);
    }

    [Fact]
    public async Task Start_ChangedWhileSagasAreUnderWay_IsRefusedAndSaysWhatChanged()
    {
        await Kept.PutAsync(_before, Token);
        await AnnounceAsync("t-1", _before.Shape.Fingerprint);
        await AnnounceAsync("t-2", _before.Shape.Fingerprint);

        var faulty = await Assert.ThrowsAsync<AppFaultsException>(StartAsync);

        Assert.Equal(
            ["Version 1 of 'trip-booking' has changed (TryFlight added, TryHotel added, ConfirmFlight added, ConfirmHotel added, ConfirmCar added), but 2 saga(s) under way began with the old one: give it version 2, and keep the old one as version 1 beside it."],
            faulty.Faults);
        Assert.Equal(_before.Shape.Fingerprint, (await Kept.FindAsync(_today, Token))?.Fingerprint);
    }

    // Nobody tells of a sub-saga with what it began.
    [Fact]
    public async Task Start_ChangedWhileOneOfAnUnknownShapeIsUnderWay_IsRefused()
    {
        await Kept.PutAsync(_before, Token);
        await AnnounceAsync("t-1", null);

        await Assert.ThrowsAsync<AppFaultsException>(StartAsync);
    }

    [Fact]
    public async Task Start_WhoseSagasUnderWayBeganWithTheNewShape_IsNotRefused()
    {
        await Kept.PutAsync(_before, Token);
        await AnnounceAsync("t-1", _today.Shape.Fingerprint);

        await StartAsync();

        Assert.Equal(_today.Shape.Fingerprint, (await Kept.FindAsync(_today, Token))?.Fingerprint);
    }

    [Fact]
    public async Task Start_WithoutAVersionThatASagaRuns_IsRefused()
    {
        await AnnounceAsync("t-1", null, version: 9);

        var faulty = await Assert.ThrowsAsync<AppFaultsException>(StartAsync);

        Assert.Equal(["Version 9 of 'trip-booking' is missing, but 1 saga(s) of it are Pending: t-1. Deploy it beside the newer ones until they have ended."], faulty.Faults);
    }

    private Task StartAsync() => new VersionCheck(
        Lists,
        new MissingVersions(ExampleApp.Catalog, Lists),
        new ChangedVersions(ExampleApp.Catalog, Lists, Announcements, Kept)).StartingAsync(Token);

    private Announcements Announcements => new(_tables, new SagaIndex(_tables, TimeProvider.System));

    private async Task AnnounceAsync(string id, string? definition, int version = 1) => await Announcements.InsertAsync(
        new Announcement(new SagaIdentity(id, _today.Name, Protocol.Tcc, version), DateTimeOffset.UnixEpoch) { Definition = definition }, Token);
}
