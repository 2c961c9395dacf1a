using System.Diagnostics;
using DurableSagas.BenchmarkApp.Trips;
using DurableSagas.Benchmarks.Hosts;
using DurableSagas.Benchmarks.Measuring;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Testing;

namespace DurableSagas.Benchmarks.Workloads;

/// <summary>What a test of a saga waits for: a host of the kit, and thirty days of its virtual time.</summary>
internal static class KitWorkload
{
    public const string Name = "test-kit";

    private static readonly string _store = StoreKind.Memory.Name();

    private static readonly SagaTestOptions _options = new() { Functions = [typeof(TakeSeat), typeof(GiveSeatBack), typeof(RecordTimeline)] };

    private static readonly SagaDefinition<Trip> _approved = Saga.For<Trip>("approved-trip")
        .Step<TakeSeat>().CompensateWith<GiveSeatBack>()
        .Approval("Manager", TimeSpan.FromDays(30))
        .Build();

    public static async Task RunAsync(Scale scale, Report report, CancellationToken cancellationToken)
    {
        var (starts, approvals) = (new double[scale.KitHosts], new double[scale.KitHosts]);
        for (var number = 0; number < scale.KitHosts; number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var began = Stopwatch.GetTimestamp();
            await using var host = await SagaTestHost.StartAsync(options: _options);
            starts[number] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            approvals[number] = await ApproveAsync(host);
        }

        report.Add(Name, _store, "first_start", starts[0], "ms");
        Add(report, "start", starts);
        Add(report, "approval_of_30_days", approvals);
    }

    private static async Task<double> ApproveAsync(SagaTestHost host)
    {
        var began = Stopwatch.GetTimestamp();
        var outcome = await host.RunAsync(_approved, new Trip("1"));
        if (outcome is not { Status: SagaStatus.Compensated, Step: "Manager" })
        {
            throw new InvalidOperationException($"Nobody approved the trip, yet it ended {outcome.Status} at '{outcome.Step}'.");
        }

        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private static void Add(Report report, string metric, double[] samples)
    {
        Array.Sort(samples);
        report.Add(Name, _store, $"{metric}_p50", samples[samples.Length / 2], "ms");
        report.Add(Name, _store, $"{metric}_p99", samples[samples.Length * 99 / 100], "ms");
    }
}
