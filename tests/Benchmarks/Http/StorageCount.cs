using DurableSagas.Benchmarks.Hosts;
using DurableSagas.Benchmarks.Measuring;

namespace DurableSagas.Benchmarks.Http;

/// <summary>Counts what an order asks of storage, alone and among many, in an app whose whole storage is behind a recorder.</summary>
internal static class StorageCount
{
    private const int Alone = 10;
    private const int WarmUps = 20;

    /// <returns>The requests of those that ran alone, to be sent again.</returns>
    public static async Task<IReadOnlyList<RecordedOrder>> MeasureAsync(string storage, Scale scale, Report report, CancellationToken cancellationToken)
    {
        await using var recorder = await StorageRecorder.StartAsync(storage, cancellationToken);
        var (app, http) = await AppProcess.StartAsync(recorder.ConnectionString, cancellationToken);
        await using var running = app;
        using var client = http;
        var calls = new OrderCalls(http);
        await calls.PrepareAsync(cancellationToken);
        await calls.BurstAsync("warm-up", WarmUps, WarmUps, cancellationToken);
        var recorded = await AloneAsync(calls, recorder, report, cancellationToken);
        foreach (var callers in scale.HttpCallers)
        {
            recorder.Take();
            var starts = await calls.BurstAsync($"crowd-{callers}", callers, scale.HttpOrdersOf(callers), cancellationToken);
            var passed = recorder.Take().Where(request => request.Service == "Table").ToArray();
            report.Add(HttpBenchmark.Name, $"{callers}", "order_requests", passed.Length / (double)starts.Milliseconds.Count, "requests/order");
            report.Add(HttpBenchmark.Name, $"{callers}", "order.transaction_SagaIndex", passed.Count(request => request.Kind == "transaction_SagaIndex") / (double)starts.Milliseconds.Count, "requests/order");
        }

        return recorded;
    }

    private static async Task<IReadOnlyList<RecordedOrder>> AloneAsync(OrderCalls calls, StorageRecorder recorder, Report report, CancellationToken cancellationToken)
    {
        List<RecordedOrder> recorded = [];
        List<StorageRequest> others = [];
        for (var number = 0; number < Alone; number++)
        {
            recorder.Take();
            var (_, id) = await calls.StartAsync(RecordedOrder.Run, number, cancellationToken);
            await calls.WhenEndedAsync(cancellationToken);
            var passed = recorder.Take();
            await calls.ReadAsync(id!, string.Empty, cancellationToken);
            recorded.Add(RecordedOrder.Of(id!, number, passed, recorder.Take()));
            others.AddRange(passed.Where(request => !RecordedOrder.Concerns(request, id!, number)));
        }

        Add(report, "start", recorded.SelectMany(order => order.Start), "requests/start");
        Add(report, "order", recorded.SelectMany(order => order.Start.Concat(order.Rest)), "requests/order");
        Add(report, "read", recorded.SelectMany(order => order.Read), "requests/read");
        // Who polls queues and sweeps asks for nothing of this order.
        Add(report, "timers_meanwhile", others, "requests/order");
        return recorded;
    }

    private static void Add(Report report, string of, IEnumerable<StorageRequest> requests, string unit)
    {
        var kinds = requests.CountBy(request => request.Kind).OrderBy(kind => kind.Key, StringComparer.Ordinal).ToArray();
        report.Add(HttpBenchmark.Name, "alone", $"{of}_requests", kinds.Sum(kind => kind.Value) / (double)Alone, unit);
        foreach (var (kind, count) in kinds)
        {
            report.Add(HttpBenchmark.Name, "alone", $"{of}.{kind}", count / (double)Alone, unit);
        }
    }
}
