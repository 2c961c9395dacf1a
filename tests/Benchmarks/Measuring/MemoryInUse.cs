using System.Diagnostics;
using SQLitePCL;

namespace DurableSagas.Benchmarks.Measuring;

/// <summary>Memory that this process holds when all that can be collected has been.</summary>
internal readonly record struct MemoryInUse(long Managed, long Sqlite, long Resident)
{
    public static MemoryInUse Measure()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        using var process = Process.GetCurrentProcess();
        return new MemoryInUse(GC.GetTotalMemory(forceFullCollection: true), raw.sqlite3_memory_used(), process.WorkingSet64);
    }
}
