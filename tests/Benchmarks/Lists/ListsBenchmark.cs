using System.Diagnostics;
using System.Globalization;
using Azure.Core;
using Azure.Data.Tables;
using DurableSagas.Benchmarks.Measuring;
using DurableSagas.EmbeddedHost.Azurite;
using DurableSagas.Projections.Lists;
using DurableSagas.Projections.Tests.Lists;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Benchmarks;

/// <summary>Counts the storage requests of a page and of the counts, with few sagas in the index and with many.</summary>
/// <remarks>The times are the emulator's: it looks through the whole table for a range that Azure finds by its key.</remarks>
internal static class ListsBenchmark
{
    private const string Name = "lists";
    private const int Definitions = 10;
    private const int OneStuckIn = 400;
    private const int Samples = 5;

    // Azurite keeps every row in memory and adds a few hundred a second: an hour would not change what is counted.
    private static readonly TimeSpan _seedingTime = TimeSpan.FromMinutes(10);
    private static readonly DateTimeOffset _first = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static async Task RunAsync(Scale scale, Report report, CancellationToken cancellationToken)
    {
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions(), cancellationToken);
        var requests = new CountedRequests();
        var options = new TableClientOptions();
        options.AddPolicy(requests, HttpPipelinePosition.PerRetry);
        var tables = new TableServiceClient(azurite.ConnectionString, options);
        await tables.CreateTableAsync(SagaIndex.Table, cancellationToken);
        await new ContinuationKey(tables).EnsureAsync(cancellationToken);
        var seed = new IndexSeed(tables);
        using var tokens = new ContinuationTokens(tables);
        var lists = new SagaLists(tables, tokens);
        var seeded = 0;
        report.Begin(Name);
        foreach (var size in scale.ListedSagas)
        {
            var began = Stopwatch.GetTimestamp();
            await seed.AddAsync(Entries(seeded, size).TakeWhile(_ => Stopwatch.GetElapsedTime(began) < _seedingTime && ++seeded > 0), cancellationToken);
            var store = seeded.ToString("N0", CultureInfo.InvariantCulture);
            report.Add(Name, store, "sagas_seeded", seeded / Stopwatch.GetElapsedTime(began).TotalSeconds, "sagas/s");
            await MeasureAsync(store, lists, requests, report, cancellationToken);
        }
    }

    private static async Task MeasureAsync(string store, SagaLists lists, CountedRequests requests, Report report, CancellationToken cancellationToken)
    {
        foreach (var (metric, filter) in Filters())
        {
            var first = await lists.ListAsync(filter, SagaLists.MaxPageSize, null, cancellationToken);
            requests.Take();
            var samples = await Load.SampleAsync(_ => lists.ListAsync(filter, SagaLists.MaxPageSize, first.ContinuationToken, cancellationToken), Samples, cancellationToken);
            report.Add(Name, store, $"page_{metric}", requests.Take().Count / (double)Samples, "requests");
            report.Add(Name, store, $"page_{metric}_p50", samples[samples.Length / 2], "ms");
        }

        await lists.CountAsync(cancellationToken);
        report.Add(Name, store, "counts", requests.Take().Count, "requests");
    }

    private static IEnumerable<(string, SagaFilter)> Filters() =>
    [
        ("all", new SagaFilter(null, null, null, null)),
        ("name", new SagaFilter(NameOf(1), null, null, null)),
        ("stuck", new SagaFilter(null, SagaStatus.Stuck, null, null)),
        ("name_stuck", new SagaFilter(NameOf(0), SagaStatus.Stuck, null, null)),
        ("completed_range", new SagaFilter(null, SagaStatus.Completed, _first.AddSeconds(100), _first.AddSeconds(900))),
        ("name_stuck_range", new SagaFilter(NameOf(0), SagaStatus.Stuck, _first, _first.AddSeconds(900))),
    ];

    private static IEnumerable<IndexEntry> Entries(int from, int to) => Enumerable.Range(from, to - from).Select(number =>
    {
        var created = _first.AddSeconds(number);
        var status = number % OneStuckIn == 0 ? SagaStatus.Stuck : SagaStatus.Completed;
        return new IndexEntry($"saga-{number}", NameOf(number), Protocol.Saga, 1, status, created, created, 5);
    });

    private static string NameOf(int number) => $"definition-{number % Definitions}";
}
