using DurableSagas.Benchmarks.Engine;
using DurableSagas.Benchmarks.Measuring;
using DurableSagas.Benchmarks.Peer;
using DurableSagas.Benchmarks.Workloads;

namespace DurableSagas.Benchmarks;

/// <summary>All that is measured of the embedded engine, one after another in one process.</summary>
internal static class EngineBenchmark
{
    private static readonly IReadOnlyDictionary<string, Func<Scale, Report, CancellationToken, Task>> _workloads =
        new Dictionary<string, Func<Scale, Report, CancellationToken, Task>>
        {
            [EmptyWorkload.Name] = OnBothHubs(EmptyWorkload.RunAsync),
            [SequenceWorkload.Name] = OnBothHubs(SequenceWorkload.RunAsync),
            [FanOutWorkload.Name] = OnBothHubs(FanOutWorkload.RunAsync),
            [SagaWorkload.Name] = OnBothHubs(SagaWorkload.RunAsync),
            [CourierPeer.Name] = CourierPeer.RunAsync,
            [WaitingWorkload.Name] = OnBothHubs(WaitingWorkload.RunAsync),
            [LongHistoryWorkload.Name] = OnBothHubs(LongHistoryWorkload.RunAsync),
            [GrowthWorkload.Name] = GrowthWorkload.RunAsync,
            [KitWorkload.Name] = KitWorkload.RunAsync,
        };

    public static IEnumerable<string> Workloads => _workloads.Keys;

    public static async Task RunAsync(BenchmarkArguments arguments, Report report, CancellationToken cancellationToken)
    {
        var scale = arguments.Quick ? Scale.Quick : Scale.Full;
        foreach (var (name, run) in _workloads.Where(workload => arguments.Wants(workload.Key)))
        {
            report.Begin(name);
            await run(scale, report, cancellationToken);
        }
    }

    private static Func<Scale, Report, CancellationToken, Task> OnBothHubs(
        Func<HubKind, Scale, Report, CancellationToken, Task> run) => async (scale, report, cancellationToken) =>
        {
            await run(HubKind.Memory, scale, report, cancellationToken);
            await run(HubKind.Durable, scale, report, cancellationToken);
        };
}
