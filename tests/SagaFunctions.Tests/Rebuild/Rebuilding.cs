using Azure.Data.Tables;
using DurableSagas.Functions.TripBooking;
using DurableSagas.Functions.TripBooking.Inventory;
using DurableSagas.Projections.Composition;
using DurableSagas.Projections.Hub;
using DurableSagas.Projections.Lists;
using DurableSagas.Projections.Rebuild;
using DurableSagas.Projections.Starts;
using DurableSagas.Projections.Views;
using DurableSagas.SagaFunctions.Faults;
using DurableSagas.SagaFunctions.Starting;
using DurableSagas.SagaFunctions.Steps;
using DurableSagas.SagaFunctions.Tests.Azurite;
using DurableSagas.SagaFunctions.Tests.Rebuild.Voyages;
using DurableSagas.Sagas.Definitions.Catalog;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Views;
using DurableSagas.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.SagaFunctions.Tests.Rebuild;

/// <summary>A saga on real tables, started as the app starts it, whose rows are damaged or lost and then written anew from its history.</summary>
internal sealed class Rebuilding : IAsyncDisposable
{
    // What the rows say of the write that made them, not of the saga.
    private static readonly string[] _ofTheWrite = ["odata.etag", "Timestamp", "owedSince"];

    private readonly TableServiceClient _tables;
    private readonly SagaTestHost _host;

    private Rebuilding(TableServiceClient tables, SagaTestHost host) => (_tables, _host) = (tables, host);

    public SagaTestHost Host => _host;

    /// <summary>Of the one saga under test; its sub-saga's begins with it.</summary>
    public string Id { get; } = $"r-{Guid.NewGuid():N}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private TableClient Views => _tables.GetTableClient(SagaViews.Table);

    public static async Task<Rebuilding> StartAsync(AzuriteTables azurite)
    {
        foreach (var table in new[] { SagaViews.Table, SagaIndex.Table, TableInventory.Table, FaultTable.Table })
        {
            await azurite.Tables.CreateTableIfNotExistsAsync(table, Token);
        }

        return new Rebuilding(azurite.Tables, await SagaTestHost.StartAsync(
            services => services
                .AddSingleton(azurite.Tables)
                .AddProjections()
                .AddSingleton<TableInventory>(),
            new SagaTestOptions { Functions = [.. TypesBeside(typeof(TripBookingSaga)), .. TypesBeside(typeof(VoyageSaga)), typeof(RecordTimeline)] }));
    }

    /// <summary>Starts the saga through the app's starter, and leaves it running.</summary>
    public async Task BeginAsync(RegisteredSaga saga, object request)
    {
        await new SagaStarter(_host.Services.GetRequiredService<Announcements>(), new FaultTable(_tables), _host.Time).StartAsync(_host.Client, new SagaStart(Id, saga, request, "hash", null) { Notify = "billing" }, Token);
        await RestAsync();
    }

    /// <summary>Terminates the saga's instance, and tells its view as the sweep does.</summary>
    public async Task TerminateAsync(string reason)
    {
        await _host.Client.TerminateInstanceAsync(Id, reason, Token);
        await _host.WhenIdleAsync();
        var instance = await _host.Client.GetInstanceAsync(Id, getInputsAndOutputs: true, Token);
        var standing = await SagaStanding.OfAsync(_host.Client, instance!, Token);
        await _host.Services.GetRequiredService<SagaViews>().RecordAsync(Id, SagaStatus.Running, OutsideEnd.Of(instance!, standing)!, Token);
    }

    /// <summary>Until nothing is left to do but what waits for minutes: who lost a race for a view writes it a moment later.</summary>
    public Task RestAsync() => _host.AdvanceAsync(TimeSpan.FromSeconds(20));

    // At another time than the saga's, which is virtual: nothing in its rows may be of the moment at which they are written anew.
    public async Task<bool> RebuildAsync() => await new SagaRebuilder(
        _host.Services.GetRequiredService<Announcements>(),
        new SagaViews(_tables, _host.Services.GetRequiredService<SagaIndex>(), TimeProvider.System),
        new EveryDefinition()).RebuildAsync(_host.Client, Id, Token);

    /// <summary>The saga's rows and its sub-saga's must come back, whatever became of them.</summary>
    /// <param name="lost">The column that comes back only where it still stands.</param>
    public async Task MustGiveTheLiveRowsAsync(string? lost = null)
    {
        var live = await RowsAsync();
        Assert.NotEmpty(live);

        Assert.True(await RebuildAsync());
        Assert.Equal(live, await RowsAsync());

        var known = await RowsAsync(lost);
        await DamageAsync();
        Assert.True(await RebuildAsync());
        Assert.Equal(known, await RowsAsync(lost));

        await LoseAsync();
        Assert.True(await RebuildAsync());
        Assert.Equal(known, await RowsAsync(lost));
    }

    /// <param name="except">A column that is left out, and with it all notices: that it was stuck is in the history no more once it was rewound.</param>
    public async Task<IReadOnlyList<string>> RowsAsync(string? except = null) => [.. (await AllAsync()).Where(row => except is null || !row.RowKey.StartsWith("notice|", StringComparison.Ordinal)).Select(row => string.Join("; ", row
        .Where(column => !_ofTheWrite.Contains(column.Key) && column.Key != except)
        .OrderBy(column => column.Key, StringComparer.Ordinal)
        .Select(column => $"{column.Key}={Exact(column.Value)}")))];

    private static object Exact(object value) => value is DateTimeOffset moment ? moment.UtcTicks : value;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static IEnumerable<Type> TypesBeside(Type saga) => saga.Assembly.GetTypes().Where(type => type.Namespace?.StartsWith(saga.Namespace!, StringComparison.Ordinal) == true);

    private async Task<List<TableEntity>> AllAsync()
    {
        List<TableEntity> rows = [];
        await foreach (var row in Views.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey ge {Id} and PartitionKey lt {$"{Id}~"}"), cancellationToken: Token))
        {
            rows.Add(row);
        }

        return rows;
    }

    private async Task DamageAsync()
    {
        foreach (var row in await AllAsync())
        {
            foreach (var column in row.Keys.Where(column => column is not ("PartitionKey" or "RowKey" or "odata.etag" or "Timestamp" or "sequence")).ToArray())
            {
                row[column] = row[column] switch { DateTimeOffset => DateTimeOffset.UnixEpoch, int => 77, _ => "damaged" };
            }

            await Views.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, Token);
        }
    }

    private async Task LoseAsync()
    {
        foreach (var row in await AllAsync())
        {
            await Views.DeleteEntityAsync(row, cancellationToken: Token);
        }
    }
}
