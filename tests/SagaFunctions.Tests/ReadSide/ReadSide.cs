using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using DurableSagas.Functions.TripBooking;
using DurableSagas.Functions.TripBooking.Inventory;
using DurableSagas.Projections;
using DurableSagas.Projections.Approvals;
using DurableSagas.Projections.Composition;
using DurableSagas.Projections.Hub;
using DurableSagas.Projections.Lists;
using DurableSagas.Projections.Queries;
using DurableSagas.Projections.Rebuild;
using DurableSagas.Projections.Starts;
using DurableSagas.Projections.Views;
using DurableSagas.SagaFunctions.Bulk.Rows;
using DurableSagas.SagaFunctions.Decisions;
using DurableSagas.SagaFunctions.Definitions;
using DurableSagas.SagaFunctions.Faults;
using DurableSagas.SagaFunctions.Interventions;
using DurableSagas.SagaFunctions.Messages;
using DurableSagas.SagaFunctions.Notices.Dead;
using DurableSagas.SagaFunctions.Reconciliation;
using DurableSagas.SagaFunctions.Retention;
using DurableSagas.SagaFunctions.Starting;
using DurableSagas.SagaFunctions.Steps;
using DurableSagas.SagaFunctions.Storage;
using DurableSagas.SagaFunctions.Tests.Azurite;
using DurableSagas.SagaFunctions.Tests.Notices;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Definitions.Catalog;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps.Interventions;
using DurableSagas.Sagas.Views;
using DurableSagas.Testing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace DurableSagas.SagaFunctions.Tests.ReadSide;

/// <summary>Views and lists on real tables of their own, the engine in memory and virtual time, and trips to be booked.</summary>
internal sealed class ReadSide : IAsyncDisposable
{
    private static readonly DefinitionLookup _definitions = new(ExampleApp.Catalog);

    private readonly SagaTestHost _host;
    private readonly TableServiceClient _tables;

    private ReadSide(SagaTestHost host, TableServiceClient tables)
    {
        (_host, _tables) = (host, tables);
        Views = host.Services.GetRequiredService<SagaViews>();
        Queries = new SagaQueries(tables);
        Lists = new SagaLists(tables, new ContinuationTokens(tables));
    }

    public SagaTestHost Host => _host;

    public SagaViews Views { get; }

    public SagaQueries Queries { get; }

    public SagaLists Lists { get; }

    public ApprovalLists Approvals => new(_tables, new ContinuationTokens(_tables));

    private Announcements Announcements => _host.Services.GetRequiredService<Announcements>();

    public SagaIndex Index => _host.Services.GetRequiredService<SagaIndex>();

    public RetentionRuns Runs => new(_tables);

    /// <summary>Who was asked to send notices.</summary>
    public AskedToSend Asked { get; } = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>On tables of its own: a sweep and a purge go through every saga that there is.</summary>
    public static async Task<ReadSide> StartAsync(AzuriteTables azurite, TableClientOptions? options = null)
    {
        var tables = azurite.CreateOwnTables(options);
        foreach (var table in new[] { SagaViews.Table, SagaIndex.Table, TableInventory.Table, SweepPlace.Table, RetentionRuns.Table, DecisionTable.Table, InterventionTable.Table, BulkTable.Table, DeadNoticeTable.Table, DeadMessageTable.Table })
        {
            await tables.CreateTableIfNotExistsAsync(table, Token);
        }

        await new ContinuationKey(tables).EnsureAsync(Token);

        var host = await SagaTestHost.StartAsync(
            services => services
                .AddSingleton(tables)
                .AddProjections()
                .AddSingleton<IInterventions>(new InterventionTable(tables))
                .AddSingleton<TableInventory>(),
            new SagaTestOptions { Assembly = typeof(TripBookingSaga).Assembly, Functions = [.. typeof(TripBookingSaga).Assembly.GetTypes().Where(type => type.Namespace?.StartsWith(typeof(TripBookingSaga).Namespace!, StringComparison.Ordinal) == true || type == typeof(RecordTimeline))] });
        return new ReadSide(host, tables);
    }

    /// <summary>Announces a trip, as a starter does before it schedules.</summary>
    /// <param name="saga">Null: the app's own.</param>
    /// <param name="notify">The receiver that its start names.</param>
    public async Task<BookTrip> AnnounceAsync(string id, SagaDefinition? saga = null, string? notify = null)
    {
        foreach (var kind in Enum.GetValues<OfferKind>())
        {
            await _host.Services.GetRequiredService<TableInventory>().PutAsync(kind, id, new OfferedPlaces(2), Token);
        }

        var trip = new BookTrip("t-1", id, id, id, 2);
        var definition = saga ?? TripBookingSaga.Definition;
        await Announcements.InsertAsync(
            new Announcement(new SagaIdentity(id, definition.Name, definition.Protocol, definition.Version), _host.Time.GetUtcNow()) { Request = JsonSerializer.Serialize(trip, SagaJson.Options), RequestHash = "hash", Notify = notify, StepNames = [.. definition.Steps.Select(step => step.Name)] },
            Token);
        return trip;
    }

    public async Task<SagaView> AnnounceAndFindAsync(string id)
    {
        await AnnounceAsync(id);
        return (await Queries.FindAsync(id, Token))!;
    }

    /// <summary>Lists a saga as one that waits for a person, whatever its view says.</summary>
    public Task ListAsWaitingAsync(SagaView saga, DateTimeOffset since) => new ApprovalIndex(_tables).ListAsync(
        saga with { Steps = [saga.Steps[0] with { StartedAt = since, Until = since.AddDays(1) }] }, Token);

    public async Task<IReadOnlyList<string>> WaitingAsync() => [.. (await Approvals.ListAsync(null, SagaLists.MaxPageSize, null, Token)).Items.Select(approval => approval.Id)];

    /// <summary>Makes view and lists say again what they said earlier, as tables brought back from a backup do.</summary>
    public async Task SetBackAsync(SagaView saga, long sequence)
    {
        var entry = new IndexEntry(saga.Id, saga.Name, saga.Protocol, saga.Version, SagaStatus.Running, saga.CreatedAt, saga.UpdatedAt, sequence);
        await Index.RemoveAsync(entry, Token);
        await Index.RecordAsync(entry, Token);
        await _tables.GetTableClient(SagaViews.Table).UpdateEntityAsync(
            new TableEntity(saga.Id, "saga") { ["status"] = nameof(SagaStatus.Running), ["sequence"] = sequence, ["outcome"] = string.Empty }, ETag.All, TableUpdateMode.Merge, Token);
    }

    /// <summary>Writes into a row of a saga's view what no writer of it writes.</summary>
    public Task DamageAsync(string id, string row, string column, object? value) =>
        _tables.GetTableClient(SagaViews.Table).UpdateEntityAsync(new TableEntity(id, row) { [column] = value }, ETag.All, TableUpdateMode.Merge, Token);

    public SagaReader Reader => new(Queries, new SagaHubReader(_definitions, _host.Time), _definitions, _host.Time, Interventions);

    public async Task<SagaOutcome> BookAsync(string id)
    {
        var trip = await AnnounceAsync(id);
        return await _host.RunAsync(TripBookingSaga.Definition, trip, id);
    }

    /// <summary>Until nothing is left to do but what waits for minutes: who lost a race for a view writes it a moment later.</summary>
    public Task RestAsync() => _host.AdvanceAsync(TimeSpan.FromSeconds(20));

    public async Task<bool> RebuildAsync(string id) => await Rebuilder.RebuildAsync(_host.Client, id, Token);

    /// <summary>What the sweep does with one saga, of the status that is listed.</summary>
    /// <returns>True when something was mended.</returns>
    public async Task<bool> ReconcileAsync(string id)
    {
        var saga = (await Queries.FindAsync(id, Token))!;
        var entry = new IndexEntry(id, saga.Name, saga.Protocol, saga.Version, saga.Status, saga.CreatedAt, saga.UpdatedAt, saga.Sequence);
        return await Reconciler.ReconcileAsync(_host.Client, entry, Token);
    }

    private SagaRebuilder Rebuilder => new(Announcements, Views, _definitions, Interventions);

    public TableServiceClient Tables => _tables;

    // Nothing is put back into a queue here.
    public DeadMessageTable DeadMessages => new(_tables, new QueueServiceClient("UseDevelopmentStorage=true"), _host.Time);

    public InterventionTable Interventions => new(_tables);

    public SagaStarter Starter => new(Announcements, new FaultTable(_tables), _host.Time);

    private SagaReconciler Reconciler => new(Reader, Starter, Views, Index, new ApprovalIndex(_tables), Asked, Rebuilder, _definitions, Interventions, NullLogger<SagaReconciler>.Instance);

    private ListSweep Sweep => new(new SweepPlace(_tables), Options.Create(new ReconciliationSettings()), _host.Time);

    public Task SweepAsync() => new SweepSagas(
        Lists,
        Reconciler,
        new ApprovalSweep(Approvals, new ApprovalIndex(_tables), Queries, Sweep, NullLogger<ApprovalSweep>.Instance),
        Sweep,
        NullLogger<SweepSagas>.Instance).RunAsync(new TimerInfo(), _host.Client, Token);

    public Task PurgeAsync(RetentionSettings? settings = null, params ISagaRows[] rows) => new PurgeExpiredSagas(
        Lists,
        new SagaPurger([new DecisionTable(_tables, _host.Time), Interventions, .. rows], Queries, Views, Index, new DeadNoticeTable(_tables)),
        new RecordPurger(new BulkTable(_tables), DeadMessages, Options.Create(settings ?? new RetentionSettings()), _host.Time),
        Runs,
        Options.Create(settings ?? new RetentionSettings()),
        _host.Time,
        NullLogger<PurgeExpiredSagas>.Instance).RunAsync(new TimerInfo(), _host.Client, Token);

    public async Task<IReadOnlyList<string>> ListedAsync(SagaStatus status) =>
        [.. (await Lists.ListAsync(new SagaFilter(null, status, null, null), SagaLists.MaxPageSize, null, Token)).Items.Select(entry => entry.Id)];

    public async Task<IndexEntry> EntryAsync(string id) =>
        (await Lists.ListAsync(new SagaFilter(null, null, null, null), SagaLists.MaxPageSize, null, Token)).Items.Single(entry => entry.Id == id);

    /// <summary>Of the rows in which a saga is listed: each write makes them others.</summary>
    public IReadOnlyList<ETag> EntryTagsOf(string id) =>
        [.. _tables.GetTableClient(SagaIndex.Table).Query<TableEntity>(TableClient.CreateQueryFilter($"id eq {id}"), cancellationToken: Token).Select(row => row.ETag)];

    public async Task<long> CountAsync(SagaStatus status) => (await Lists.CountAsync(Token)).Where(count => count.Status == status).Sum(count => count.Count);

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
