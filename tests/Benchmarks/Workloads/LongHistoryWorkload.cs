using System.Diagnostics;
using DurableSagas.Benchmarks.Engine;
using DurableSagas.Benchmarks.Measuring;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace DurableSagas.Benchmarks.Workloads;

/// <summary>(f) One instance with a long history: how fast it grows, and how long a replay takes when it has left memory.</summary>
public static class LongHistoryWorkload
{
    internal const string Name = "f-long-history";

    private const string Event = "go";

    // OrchestratorStarted, TaskScheduled, OrchestratorCompleted, TaskCompleted.
    private const int EventsPerActivity = 4;

    [Function("Long")]
    public static async Task<int> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var activities = context.GetInput<int>();
        var sum = 0;
        for (var number = 0; number < activities; number++)
        {
            sum += await context.CallActivityAsync<int>(nameof(Echo), number);
        }

        return sum + await context.WaitForExternalEvent<int>(Event, CancellationToken.None);
    }

    internal static async Task RunAsync(HubKind kind, Scale scale, Report report, CancellationToken cancellationToken)
    {
        using var folder = new HubFolder();
        await using var engine = await BenchmarkEngine.StartAsync(kind, folder, TimeSpan.FromSeconds(1));
        await GrowAsync(engine, scale.HistoryEvents / 10 / EventsPerActivity, cancellationToken);

        var (commits, usage) = (engine.Commits, Usage.Start());
        var id = await GrowAsync(engine, scale.HistoryEvents / EventsPerActivity, cancellationToken);
        var used = usage();
        var events = (await engine.Client.GetOrchestrationHistoryAsync(id, cancellationToken)).Count;
        report.Add(Name, $"{kind}", "events", events, "events");
        report.Add(Name, $"{kind}", "growth", events / used.Elapsed.TotalSeconds, "events/s");
        report.Add(Name, $"{kind}", "cpu", used.Cpu.TotalSeconds * 1000, "s/1000 instances");
        report.Add(Name, $"{kind}", "allocated", used.Allocated, "bytes/instance");
        report.Add(Name, $"{kind}", "commits", engine.Commits - commits, "commits/instance");
        report.Add(Name, $"{kind}", "written", used.BytesWritten, "bytes/instance");
        await ReplayAsync(engine, kind, id, report, cancellationToken);
    }

    private static async Task<string> GrowAsync(BenchmarkEngine engine, int activities, CancellationToken cancellationToken)
    {
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Long", activities, cancellationToken);
        await engine.Engine.WhenIdleAsync().WaitAsync(cancellationToken);
        return id;
    }

    private static async Task ReplayAsync(BenchmarkEngine engine, HubKind kind, string id, Report report, CancellationToken cancellationToken)
    {
        while (engine.Engine.InstancesInMemory > 0)
        {
            await Task.Delay(100, cancellationToken);
        }

        var began = Stopwatch.GetTimestamp();
        await engine.Client.RaiseEventAsync(id, Event, 1, cancellationToken);
        var end = await engine.Client.WaitForInstanceCompletionAsync(id, cancellationToken);
        report.Add(Name, $"{kind}", "load_and_replay", Stopwatch.GetElapsedTime(began).TotalMilliseconds, "ms");
        if (end.RuntimeStatus != Microsoft.DurableTask.Client.OrchestrationRuntimeStatus.Completed)
        {
            throw new InvalidOperationException($"Instance '{id}' was to complete after its replay, and is {end.RuntimeStatus}.");
        }
    }
}
