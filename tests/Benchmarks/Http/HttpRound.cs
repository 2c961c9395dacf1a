using System.Diagnostics;
using Azure.Data.Tables;
using DurableSagas.Benchmarks.Hosts;
using DurableSagas.Benchmarks.Measuring;

namespace DurableSagas.Benchmarks.Http;

/// <summary>One app on one emulator: starts by few callers and by many, each followed by the same without the app; then reads likewise.</summary>
internal sealed class HttpRound(AppProcess app, OrderCalls calls, BareLoop bare, Rounds rounds)
{
    private const int WarmUps = 100;
    private const int WarmUpCallers = 20;

    private static readonly string[] _consistencies = ["eventual", "session", "strong"];

    public static async Task RunAsync(string storage, IReadOnlyList<RecordedOrder> recorded, Scale scale, Rounds rounds, CancellationToken cancellationToken)
    {
        using var tables = new BareTables(storage);
        var bare = new BareLoop(tables, recorded);
        await bare.PrepareAsync(new TableServiceClient(storage), cancellationToken);
        var (app, http) = await AppProcess.StartAsync(storage, cancellationToken);
        await using var running = app;
        using var client = http;
        var calls = new OrderCalls(http);
        await calls.PrepareAsync(cancellationToken);
        await calls.BurstAsync("warm-up", WarmUpCallers, WarmUps, cancellationToken);
        await bare.RunAsync(WarmUpCallers, WarmUps, cancellationToken);
        var round = new HttpRound(app, calls, bare, rounds);
        foreach (var callers in scale.HttpCallers)
        {
            await round.StartAsync(callers, scale.HttpOrdersOf(callers), cancellationToken);
        }

        foreach (var callers in scale.HttpCallers)
        {
            await round.ReadAsync(callers, scale.HttpReadsOf(callers), cancellationToken);
        }
    }

    private async Task StartAsync(int callers, int count, CancellationToken cancellationToken)
    {
        var before = await calls.CompletedAsync(cancellationToken);
        var (began, cpu) = (Stopwatch.GetTimestamp(), app.Cpu);
        var starts = await calls.BurstAsync($"of-{callers}", callers, count, cancellationToken);
        var elapsed = Stopwatch.GetElapsedTime(began);
        cpu = app.Cpu - cpu;
        var completed = await calls.CompletedAsync(cancellationToken) - before;
        var (bareStarts, bareElapsed, bareRefused) = await bare.RunAsync(callers, count, cancellationToken);

        var (rate, bareRate) = (completed / elapsed.TotalSeconds, count / bareElapsed.TotalSeconds);
        Add(callers, "starts", "starts/s", starts);
        Add(callers, "bare_starts", "starts/s", bareStarts);
        rounds.Add($"{callers}", "orders_rate", rate, "orders/s");
        rounds.Count($"{callers}", "orders_completed", completed, "orders");
        rounds.Add($"{callers}", "orders_cpu_of_the_app", cpu.TotalMilliseconds / count, "ms/order");
        rounds.Add($"{callers}", "bare_orders_rate", bareRate, "orders/s");
        rounds.Count($"{callers}", "bare_orders_refused", bareRefused, "requests");
        rounds.Add($"{callers}", "starts_azurites_share", 100 * starts.Rate / bareStarts.Rate, "%");
        rounds.Add($"{callers}", "orders_azurites_share", 100 * rate / bareRate, "%");
    }

    private async Task ReadAsync(int callers, int count, CancellationToken cancellationToken)
    {
        foreach (var consistency in _consistencies)
        {
            var reads = await calls.ReadAllAsync(consistency, callers, count, cancellationToken);
            Add(callers, $"reads_{consistency}", "reads/s", reads);
            if (consistency == _consistencies[0])
            {
                var bareReads = await bare.ReadAsync(callers, count, calls.Ids, cancellationToken);
                Add(callers, "bare_reads", "reads/s", bareReads);
                rounds.Add($"{callers}", "reads_azurites_share", 100 * reads.Rate / bareReads.Rate, "%");
            }
        }
    }

    private void Add(int callers, string metric, string unit, Answers answers)
    {
        rounds.Add($"{callers}", $"{metric}_rate", answers.Rate, unit);
        rounds.Add($"{callers}", $"{metric}_p50", answers.P50, "ms");
        rounds.Add($"{callers}", $"{metric}_p99", answers.P99, "ms");
        rounds.Count($"{callers}", $"{metric}_as_hoped", answers.Milliseconds.Count, "answers");
        foreach (var (status, times) in answers.Others)
        {
            rounds.Count($"{callers}", status == Answers.None ? $"{metric}_without_answer" : $"{metric}_answered_{status}", times, "answers");
        }
    }
}
