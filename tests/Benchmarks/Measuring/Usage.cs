using System.Diagnostics;

namespace DurableSagas.Benchmarks.Measuring;

/// <summary>What this process used between two moments.</summary>
internal readonly record struct Usage(TimeSpan Elapsed, TimeSpan Cpu, long Allocated)
{
    public static Func<Usage> Start()
    {
        var from = Now();
        return () => Now() - from;
    }

    public static Usage operator -(Usage left, Usage right) => left.Subtract(right);

    public Usage Subtract(Usage other) => new(Elapsed - other.Elapsed, Cpu - other.Cpu, Allocated - other.Allocated);

    private static Usage Now() => new(Stopwatch.GetElapsedTime(0), Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(precise: true));
}
