using DurableSagas.BenchmarkApp.Orchestrators;
using DurableSagas.BenchmarkApp.Trips;
using DurableSagas.Benchmarks.Measuring;
using DurableSagas.Benchmarks.Workloads;

namespace DurableSagas.Benchmarks;

/// <summary>All that is measured of the engine, one after another: through LocalHost and a real worker, and DurableTask.Core alone.</summary>
internal static class EngineBenchmark
{
    private static readonly IReadOnlyDictionary<string, Func<Scale, Report, CancellationToken, Task>> _workloads =
        new Dictionary<string, Func<Scale, Report, CancellationToken, Task>>
        {
            ["empty"] = new HostWorkload("empty", nameof(Empty), scale => scale.Instances).RunAsync,
            ["sequence"] = new HostWorkload("sequence", nameof(Sequence), scale => scale.Instances).RunAsync,
            ["fan-out-100"] = new HostWorkload("fan-out-100", nameof(FanOut), scale => scale.FanOuts).RunAsync,
            ["saga"] = new HostWorkload("saga", nameof(TripOrchestrator), scale => scale.Instances / 2).RunAsync,
            [WaitingWorkload.Name] = WaitingWorkload.RunAsync,
            [LongHistoryWorkload.Name] = LongHistoryWorkload.RunAsync,
            [CoreWorkload.Name] = CoreWorkload.RunAsync,
            [GrowthWorkload.Name] = GrowthWorkload.RunAsync,
            [KitWorkload.Name] = KitWorkload.RunAsync,
        };

    public static IEnumerable<string> Workloads => _workloads.Keys;

    public static async Task RunAsync(BenchmarkArguments arguments, Report report, CancellationToken cancellationToken)
    {
        foreach (var (name, run) in _workloads.Where(workload => arguments.Wants(workload.Key)))
        {
            report.Begin(name);
            await run(arguments.Scale, report, cancellationToken);
        }
    }
}
