using System.Diagnostics;
using DurableSagas.Benchmarks.Engine;
using DurableSagas.Benchmarks.Measuring;
using DurableSagas.EmbeddedHost.TaskHub;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableSagas.Benchmarks.Workloads;

/// <summary>(e) Many instances wait for an event; the host is started again, and all are released.</summary>
public static class WaitingWorkload
{
    internal const string Name = "e-waiting";

    private const string Event = "go";

    [Function("Wait")]
    public static Task<int> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
        context.WaitForExternalEvent<int>(Event, CancellationToken.None);

    internal static async Task RunAsync(HubKind kind, Scale scale, Report report, CancellationToken cancellationToken)
    {
        using var folder = new HubFolder();
        var engine = await BenchmarkEngine.StartAsync(kind, folder, scale.IdleTimeout);
        try
        {
            await WaitAsync(engine, kind, scale, report, cancellationToken);
            if (kind == HubKind.Durable)
            {
                await engine.DisposeAsync();
                engine = await RestartAsync(folder, scale, report);
            }

            await ReleaseAsync(engine, kind, scale, report, cancellationToken);
        }
        finally
        {
            await engine.DisposeAsync();
        }
    }

    private static async Task WaitAsync(BenchmarkEngine engine, HubKind kind, Scale scale, Report report, CancellationToken cancellationToken)
    {
        await engine.Client.RaiseEventAsync(await StartAsync(engine, -1), Event, 0, cancellationToken);
        await engine.Engine.WhenIdleAsync();
        var before = MemoryInUse.Measure();

        var usage = await Load.SaturateAsync(number => StartAsync(engine, number), scale.Waiting, cancellationToken);
        await engine.Engine.WhenIdleAsync();
        report.Add(Name, $"{kind}", "start", scale.Waiting / usage.Elapsed.TotalSeconds, "instances/s");
        await LeaveMemoryAsync(engine, scale, report, cancellationToken);

        var after = MemoryInUse.Measure();
        report.Add(Name, $"{kind}", "managed_memory", (double)(after.Managed - before.Managed) / scale.Waiting, "bytes/waiting instance");
        report.Add(Name, $"{kind}", "sqlite_memory", (double)(after.Sqlite - before.Sqlite) / scale.Waiting, "bytes/waiting instance");
        report.Add(Name, $"{kind}", "resident_memory", (double)(after.Resident - before.Resident) / scale.Waiting, "bytes/waiting instance");
    }

    private static Task<string> StartAsync(BenchmarkEngine engine, int number) =>
        engine.Client.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions(IdOf(number)));

    private static async Task LeaveMemoryAsync(BenchmarkEngine engine, Scale scale, Report report, CancellationToken cancellationToken)
    {
        report.Say($"   until the {engine.Engine.InstancesInMemory} of them in memory have been idle for {scale.IdleTimeout}");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter((2 * scale.IdleTimeout) + TimeSpan.FromSeconds(30));
        while (engine.Engine.InstancesInMemory > 0)
        {
            await Task.Delay(100, patience.Token);
        }
    }

    private static async Task<BenchmarkEngine> RestartAsync(HubFolder folder, Scale scale, Report report)
    {
        var began = Stopwatch.GetTimestamp();
        var engine = await BenchmarkEngine.StartAsync(HubKind.Durable, folder, scale.IdleTimeout);
        await engine.Engine.WhenIdleAsync();
        report.Add(Name, $"{HubKind.Durable}", "restart", Stopwatch.GetElapsedTime(began).TotalMilliseconds, "ms");
        return engine;
    }

    private static async Task ReleaseAsync(BenchmarkEngine engine, HubKind kind, Scale scale, Report report, CancellationToken cancellationToken)
    {
        var usage = Usage.Start();
        await Load.ForEachAsync(number => engine.Client.RaiseEventAsync(IdOf(number), Event, number, cancellationToken), scale.Waiting, cancellationToken);
        await engine.Engine.WhenIdleAsync();
        var used = usage();
        EnsureAllEnded(engine);
        report.Add(Name, $"{kind}", "release", used.Elapsed.TotalSeconds, "s");
        report.Add(Name, $"{kind}", "release_rate", scale.Waiting / used.Elapsed.TotalSeconds, "instances/s");
        report.Add(Name, $"{kind}", "release_cpu", used.Cpu.TotalSeconds * 1000 / scale.Waiting, "s/1000 instances");
    }

    private static void EnsureAllEnded(BenchmarkEngine engine)
    {
        var waiting = new InstanceFilter { StatusMask = InstanceFilter.MaskOf(InstanceRow.NotEnded) };
        if (engine.Hub.Read(rows => rows.Instances.Page(waiting, string.Empty, 1)) is [var left])
        {
            throw new InvalidOperationException($"Instance '{left.Id}' was released and is {left.Status}.");
        }
    }

    // Spread as ids made at random are, and known without being kept.
    private static string IdOf(int number) => $"{unchecked((uint)number * 2654435769u):x8}{(uint)number:x24}";
}
