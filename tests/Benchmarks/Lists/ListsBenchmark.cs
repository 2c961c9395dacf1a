using System.Diagnostics;
using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using DurableSagas.Benchmarks.Measuring;
using DurableSagas.LocalHost.Azurite;
using DurableSagas.Projections.Lists;
using DurableSagas.Projections.Tests.Lists;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Benchmarks.Lists;

/// <summary>Counts the storage requests of a page and of the counts, with few sagas in the index and with many.</summary>
/// <remarks>
/// The times are the emulator's: it looks through the whole table for a range that Azure finds by its key. A page of a name
/// that no saga has takes as long, and shows it.
/// </remarks>
internal static class ListsBenchmark
{
    private const string Name = "lists";
    private const int Definitions = 10;
    private const int OneStuckIn = 400;
    private const int Samples = 3;

    // More go to the emulator's store directly: through its API the time for a row grows with the rows that are there.
    private const int MostThroughTheApi = 1_000;

    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(15);
    private static readonly DateTimeOffset _first = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static async Task RunAsync(Scale scale, Report report, CancellationToken cancellationToken)
    {
        report.Begin(Name);
        foreach (var size in scale.ListedSagas)
        {
            var store = size.ToString("N0", CultureInfo.InvariantCulture);
            using var file = new IndexFile();
            var began = Stopwatch.GetTimestamp();
            await using var azurite = await AzuriteProcess.StartAsync(size > MostThroughTheApi ? file.Options : new AzuriteOptions(), cancellationToken);
            var requests = new CountedRequests();
            // Azurite hangs up on who was idle while it was busy, and a request that is sent again would be counted: each has a connection of its own.
            using var http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero }) { Timeout = _patience };
            var options = new TableClientOptions { Retry = { NetworkTimeout = _patience }, Transport = new HttpClientTransport(http) };
            options.AddPolicy(requests, HttpPipelinePosition.PerRetry);
            var tables = new TableServiceClient(azurite.ConnectionString, options);
            await SeedAsync(tables, file, size, cancellationToken);
            report.Add(Name, store, "sagas_seeded", size / Stopwatch.GetElapsedTime(began).TotalSeconds, "sagas/s");
            await MeasureAsync(store, size, tables, requests, report, cancellationToken);
        }
    }

    private static async Task SeedAsync(TableServiceClient tables, IndexFile file, int size, CancellationToken cancellationToken)
    {
        if (size > MostThroughTheApi)
        {
            await file.WriteAsync(Entries(size), cancellationToken);
            await tables.CreateTableAsync(SagaIndex.Table, cancellationToken);
        }
        else
        {
            await tables.CreateTableAsync(SagaIndex.Table, cancellationToken);
            await new IndexSeed(tables).AddAsync(Entries(size), cancellationToken);
        }

        await new ContinuationKey(tables).EnsureAsync(cancellationToken);
    }

    private static async Task MeasureAsync(string store, int size, TableServiceClient tables, CountedRequests requests, Report report, CancellationToken cancellationToken)
    {
        using var tokens = new ContinuationTokens(tables);
        var lists = new SagaLists(tables, tokens);
        await lists.ListAsync(new SagaFilter(null, null, null, null), 1, null, cancellationToken);
        requests.Take();
        foreach (var (metric, filter) in Filters())
        {
            var first = await lists.ListAsync(filter, SagaLists.MaxPageSize, null, cancellationToken);
            var samples = await Load.SampleAsync(_ => lists.ListAsync(filter, SagaLists.MaxPageSize, first.ContinuationToken, cancellationToken), Samples, cancellationToken);
            report.Add(Name, store, $"page_{metric}", requests.Take().Count / (Samples + 1.0), "requests");
            report.Add(Name, store, $"page_{metric}_items", first.Items.Count, "sagas");
            report.Add(Name, store, $"page_{metric}_p50", samples[samples.Length / 2], "ms");
        }

        var counts = await lists.CountAsync(cancellationToken);
        report.Add(Name, store, "counts", requests.Take().Count, "requests");
        if (counts.Sum(count => count.Count) != size)
        {
            throw new InvalidOperationException($"{size} sagas were seeded, {counts.Sum(count => count.Count)} are counted.");
        }
    }

    // Every combination of name, rare status and range; and what finds nothing.
    private static IEnumerable<(string, SagaFilter)> Filters() =>
        (from name in new[] { null, NameOf(0) }
         from status in new SagaStatus?[] { null, SagaStatus.Stuck }
         from until in new DateTimeOffset?[] { null, _first.AddSeconds(900) }
         select (Metric(name, status, until), new SagaFilter(name, status, until is null ? null : _first, until)))
        .Append(("of_no_saga", new SagaFilter("nobody-has-this", null, null, null)));

    private static string Metric(string? name, SagaStatus? status, DateTimeOffset? until) => string.Join('_', new[]
    {
        name is null && status is null ? "all" : null,
        name is null ? null : "name",
        status is null ? null : "stuck",
        until is null ? null : "range",
    }.OfType<string>());

    private static IEnumerable<IndexEntry> Entries(int size) => Enumerable.Range(0, size).Select(number =>
    {
        var created = _first.AddSeconds(number);
        var status = number % OneStuckIn == 0 ? SagaStatus.Stuck : SagaStatus.Completed;
        return new IndexEntry($"saga-{number}", NameOf(number), Protocol.Saga, 1, status, created, created, 5);
    });

    private static string NameOf(int number) => $"definition-{number % Definitions}";
}
