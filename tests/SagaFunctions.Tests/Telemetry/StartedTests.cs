using System.Diagnostics;
using System.Text.Json;
using DurableSagas.Projections.Approvals;
using DurableSagas.Projections.Composition;
using DurableSagas.Projections.Hub;
using DurableSagas.Projections.Lists;
using DurableSagas.Projections.Queries;
using DurableSagas.Projections.Rebuild;
using DurableSagas.Projections.Starts;
using DurableSagas.Projections.Views;
using DurableSagas.SagaFunctions.Definitions;
using DurableSagas.SagaFunctions.Faults;
using DurableSagas.SagaFunctions.Interventions;
using DurableSagas.SagaFunctions.Reconciliation;
using DurableSagas.SagaFunctions.Starting;
using DurableSagas.SagaFunctions.Steps;
using DurableSagas.SagaFunctions.Tests.Azurite;
using DurableSagas.SagaFunctions.Tests.Notices;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Definitions.Catalog;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Telemetry;
using DurableSagas.Sagas.Tests.Telemetry;
using DurableSagas.Sagas.Views;
using DurableSagas.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace DurableSagas.SagaFunctions.Tests.Telemetry;

/// <summary>Whoever schedules a saga counts its start, and traces it in the caller's trace.</summary>
public sealed class StartedTests(AzuriteTables azurite) : IAsyncLifetime
{
    private const string Started = "durablesagas.saga.started";

    private static readonly SagaCatalog _catalog = SagaCatalog.Of(typeof(CountedSaga).Assembly);

    private readonly Recorded _recorded = new(CountedSaga.Definition.Name);
    private SagaTestHost? _host;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private SagaTestHost Host => _host!;

    private Announcements Announcements => Host.Services.GetRequiredService<Announcements>();

    private SagaStarter Starter => new(Announcements, new FaultTable(azurite.Tables), Host.Time);

    public async ValueTask InitializeAsync()
    {
        foreach (var table in new[] { SagaViews.Table, SagaIndex.Table })
        {
            await azurite.Tables.CreateTableIfNotExistsAsync(table, Token);
        }

        _host = await SagaTestHost.StartAsync(
            services => services
                .AddSingleton(azurite.Tables)
                .AddProjections(),
            new SagaTestOptions { Assembly = typeof(CountedSaga).Assembly, Functions = [typeof(CountedOrchestrator), typeof(CountOne), typeof(RecordTimeline)] });
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        _recorded.Dispose();
    }

    [Fact]
    public async Task Start_AskedForTwice_IsCountedOnce()
    {
        var (id, starter) = (NewId(), Starter);
        var start = new SagaStart(id, _catalog.Find(CountedSaga.Definition.Name)!, new CountUp(1), "hash", Faults: null);

        await starter.StartAsync(Host.Client, start, Token);
        await Host.OutcomeOfAsync(id);
        await starter.StartAsync(Host.Client, start, Token);

        Assert.Equal((1, 1), (_recorded.Count(Started), _recorded.Count("durablesagas.saga.completed")));
    }

    [Fact]
    public async Task Start_InACallersTrace_StaysThereAndLinksToTheSagas()
    {
        var (id, starter) = (NewId(), Starter);
        using var caller = new Activity("caller") { ActivityTraceFlags = ActivityTraceFlags.Recorded }.Start();

        await starter.StartAsync(Host.Client, new SagaStart(id, _catalog.Find(CountedSaga.Definition.Name)!, new CountUp(1), "hash", Faults: null), Token);

        var span = _recorded.Span("start counted");
        Assert.Equal((caller.TraceId, caller.SpanId, ActivityKind.Producer), (span.TraceId, span.ParentSpanId, span.Kind));
        Assert.Equal(SagaTrace.Of(id), Assert.Single(span.Links).Context);
    }

    [Fact]
    public async Task Start_BySweep_IsCountedAndTraced()
    {
        var id = NewId();
        var definition = CountedSaga.Definition;
        await Announcements.InsertAsync(
            new Announcement(new SagaIdentity(id, definition.Name, definition.Protocol, definition.Version), Host.Time.GetUtcNow()) { Request = JsonSerializer.Serialize(new CountUp(1), SagaJson.Options), RequestHash = "hash", StepNames = [nameof(CountOne)] },
            Token);
        var queries = new SagaQueries(azurite.Tables);
        var view = await queries.FindAsync(id, Token);
        var (views, definitions) = (Host.Services.GetRequiredService<SagaViews>(), new DefinitionLookup(_catalog));
        var reader = new SagaReader(queries, new SagaHubReader(definitions, Host.Time), definitions, Host.Time);
        var reconciler = new SagaReconciler(reader, Starter, views, Host.Services.GetRequiredService<SagaIndex>(), Host.Services.GetRequiredService<ApprovalIndex>(), new AskedToSend(), new SagaRebuilder(Announcements, views, definitions), definitions, new InterventionTable(azurite.Tables), NullLogger<SagaReconciler>.Instance);
        var entry = new IndexEntry(id, definition.Name, definition.Protocol, definition.Version, SagaStatus.Pending, view!.CreatedAt, view.UpdatedAt, view.Sequence);

        await reconciler.ReconcileAsync(Host.Client, entry, Token);
        await reconciler.ReconcileAsync(Host.Client, entry, Token);
        await Host.OutcomeOfAsync(id);

        Assert.Equal((1, 1), (_recorded.Count(Started), _recorded.Count("durablesagas.saga.completed")));
        Assert.Equal(SagaTrace.Of(id), Assert.Single(_recorded.Span("start counted").Links).Context);
    }

    [Fact]
    public async Task Start_ByStarterAndSweepAtOnce_IsCountedByTheOneThatCameFirst()
    {
        var (id, saga) = (NewId(), _catalog.Find(CountedSaga.Definition.Name)!);

        await Starter.StartAsync(Host.Client, new SagaStart(id, saga, new CountUp(1), "hash", Faults: null), Token);
        await Starter.ResumeAsync(Host.Client, (await new SagaQueries(azurite.Tables).FindAsync(id, Token))!, saga, Token);

        Assert.Equal(1, _recorded.Count(Started));
    }

    private static string NewId() => $"counted-{Guid.NewGuid():N}";
}
