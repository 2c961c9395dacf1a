using System.Diagnostics;

namespace DurableSagas.Benchmarks.Measuring;

/// <summary>What this process used between two moments.</summary>
/// <param name="BytesWritten">Handed to the file system; 0 where the operating system does not say.</param>
internal readonly record struct Usage(TimeSpan Elapsed, TimeSpan UserCpu, TimeSpan SystemCpu, long Allocated, long BytesWritten)
{
    private const string ProcessIo = "/proc/self/io";
    private const string WrittenPrefix = "wchar: ";

    public TimeSpan Cpu => UserCpu + SystemCpu;

    public static Func<Usage> Start()
    {
        var from = Now();
        return () => Now() - from;
    }

    public static Usage operator -(Usage left, Usage right) => left.Subtract(right);

    public Usage Subtract(Usage other) => new(
        Elapsed - other.Elapsed, UserCpu - other.UserCpu, SystemCpu - other.SystemCpu, Allocated - other.Allocated, BytesWritten - other.BytesWritten);

    private static Usage Now()
    {
        var cpu = Environment.CpuUsage;
        return new Usage(
            Stopwatch.GetElapsedTime(0), cpu.UserTime, cpu.PrivilegedTime, GC.GetTotalAllocatedBytes(precise: true), Written());
    }

    private static long Written() => OperatingSystem.IsLinux()
        ? long.Parse(File.ReadLines(ProcessIo).First(line => line.StartsWith(WrittenPrefix, StringComparison.Ordinal)).AsSpan(WrittenPrefix.Length), provider: null)
        : 0;
}
