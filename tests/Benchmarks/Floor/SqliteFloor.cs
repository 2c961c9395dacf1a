using DurableSagas.Benchmarks.Engine;
using DurableSagas.Benchmarks.Measuring;

namespace DurableSagas.Benchmarks.Floor;

/// <summary>What SQLite alone takes for as many commits of as many bytes as the engine made: the limit of any engine on it.</summary>
internal static class SqliteFloor
{
    private const string Name = "sqlite-floor";

    public static void Measure(FloorRun run, Report report)
    {
        report.Say($"   SQLite alone: {run.Instances * run.WritesPerInstance:N0} changes, {run.WritesPerCommit} a commit");
        Add(run, "same_rows", SameRows.Write, report);
        Add(run, "append_only", AppendOnly.Write, report);
    }

    private static void Add(FloorRun run, string floor, Func<FloorRun, string, int> write, Report report)
    {
        using var folder = new HubFolder();
        var path = run.Kind == HubKind.Memory ? ":memory:" : folder.File;
        var usage = Usage.Start();
        var commits = write(run, path);
        var used = usage();
        report.Add(Name, $"{run.Kind}", $"{floor}_throughput", run.Instances / used.Elapsed.TotalSeconds, "instances/s");
        report.Add(Name, $"{run.Kind}", $"{floor}_commits", (double)commits / run.Instances, "commits/instance");
        report.Add(Name, $"{run.Kind}", $"{floor}_written", (double)used.BytesWritten / run.Instances, "bytes/instance");
        report.Add(Name, $"{run.Kind}", $"{floor}_cpu", used.Cpu.TotalSeconds * 1000 / run.Instances, "s/1000 instances");
        report.Add(Name, $"{run.Kind}", $"{floor}_elapsed_ratio", run.Engine.Elapsed / used.Elapsed, "engine/SQLite");
        report.Add(Name, $"{run.Kind}", $"{floor}_cpu_ratio", run.Engine.Cpu / used.Cpu, "engine/SQLite");
    }
}
