using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using DurableSagas.Benchmarks.Hosts;
using DurableSagas.Benchmarks.Measuring;
using DurableSagas.EndToEnd.Tests.Throttling;
using DurableSagas.LocalHost.Azurite;

namespace DurableSagas.Benchmarks.Transfers;

/// <summary>The same transfer as saga, TCC and two-phase commit: its storage requests alone, and what becomes of many at once, to accounts of their own and to one that all of them want.</summary>
internal static class TransfersBenchmark
{
    private const string Name = "transfers";
    private const int Callers = 8;
    private const decimal Amount = 1m;

    private static readonly string[] _protocols = ["saga", "tcc", "2pc"];

    public static async Task RunAsync(Scale scale, Report report, CancellationToken cancellationToken)
    {
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions(), cancellationToken);
        report.Begin(Name);
        await CountAsync(azurite.ConnectionString, report, cancellationToken);
        var (app, http) = await AppProcess.StartAsync(azurite.ConnectionString, cancellationToken);
        await using (app)
        {
            using (http)
            {
                foreach (var protocol in _protocols)
                {
                    await MeasureAsync(http, protocol, "spread", number => $"to-{number}", scale.Transfers, report, cancellationToken);
                    await MeasureAsync(http, protocol, "hot", _ => "hot", scale.Transfers, report, cancellationToken);
                }
            }
        }
    }

    // Behind a proxy that counts, one after another: nothing else asks the tables meanwhile but the app's own timers.
    private static async Task CountAsync(string storage, Report report, CancellationToken cancellationToken)
    {
        const int Counted = 10;
        await using var proxy = await StorageProxy.StartAsync(storage, cancellationToken);
        var requests = 0;
        proxy.Answer = (_, _) =>
        {
            Interlocked.Increment(ref requests);
            return null;
        };
        var (app, http) = await AppProcess.StartAsync(proxy.ConnectionString, cancellationToken);
        await using var running = app;
        using var client = http;
        foreach (var protocol in _protocols)
        {
            await OpenAsync(http, Counted, number => $"to-{number}", cancellationToken);
            await TransferAsync(http, protocol, "warm-up", "from-0", "to-0", cancellationToken);
            Interlocked.Exchange(ref requests, 0);
            for (var number = 0; number < Counted; number++)
            {
                await TransferAsync(http, protocol, $"counted-{number}", $"from-{number}", $"to-{number}", cancellationToken);
            }

            report.Add(Name, protocol, "table_requests", requests / (double)Counted, "requests/transfer");
        }
    }

    private static async Task MeasureAsync(HttpClient http, string protocol, string load, Func<int, string> target, int count, Report report, CancellationToken cancellationToken)
    {
        await OpenAsync(http, count, target, cancellationToken);
        ConcurrentBag<(bool Completed, double Milliseconds)> ends = [];
        var began = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = Callers, CancellationToken = cancellationToken }, async (number, token) =>
        {
            var started = Stopwatch.GetTimestamp();
            var completed = await TransferAsync(http, protocol, $"{load}-{number}", $"from-{number}", target(number), token);
            ends.Add((completed, Stopwatch.GetElapsedTime(started).TotalMilliseconds));
        });
        var elapsed = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var completed = ends.Count(end => end.Completed);
        double[] times = [.. ends.Select(end => end.Milliseconds).Order()];
        report.Add(Name, protocol, $"{load}_completed_rate", completed / elapsed, "transfers/s");
        report.Add(Name, protocol, $"{load}_given_back", 100.0 * (count - completed) / count, "%");
        report.Add(Name, protocol, $"{load}_p50", times[times.Length / 2], "ms");
        report.Add(Name, protocol, $"{load}_p99", times[(int)(times.Length * 0.99)], "ms");
    }

    private static Task OpenAsync(HttpClient http, int count, Func<int, string> target, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        Enumerable.Range(0, count).SelectMany(number => new[] { $"api/ledgers/a/accounts/from-{number}", $"api/ledgers/b/accounts/{target(number)}" }).Distinct(),
        new ParallelOptions { MaxDegreeOfParallelism = Callers, CancellationToken = cancellationToken },
        async (path, token) => (await http.PutAsJsonAsync(path, new { balance = 1_000m }, token)).EnsureSuccessStatusCode());

    private static async Task<bool> TransferAsync(HttpClient http, string protocol, string id, string from, string to, CancellationToken cancellationToken)
    {
        var body = new { transferId = $"{protocol}-{id}", from = new { ledger = "a", account = from }, to = new { ledger = "b", account = to }, amount = Amount };
        using var answer = await http.PostAsJsonAsync($"api/sagas/transfer-{protocol}?wait=30", body, cancellationToken);
        var outcome = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return outcome.TryGetProperty("status", out var status) && status.GetString() == "Completed";
    }
}
