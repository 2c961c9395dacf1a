using System.Collections.Concurrent;
using System.Text.Json;
using DurableSagas.EmbeddedHost.Functions;
using DurableSagas.Sagas.Events;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Running;
using DurableSagas.Sagas.Steps;
using DurableSagas.Testing.Calls;
using DurableSagas.Testing.Faults;
using DurableSagas.Testing.Time;
using Microsoft.DurableTask;
using ActivityCall = DurableSagas.Testing.Calls.ActivityCall;

namespace DurableSagas.Testing.Engine;

/// <summary>The app's functions as a test runs them: calls are captured, activities share out virtual time, and what the app lacks the kit adds.</summary>
internal sealed class TestFunctions(
    DurableFunctions app, SagaOrchestrators sagas, TimelineRecorder recorder, CompensationRequester requester, CallLog calls, CrashGate crashes, VirtualTime time, TimeRule rule)
    : IDurableFunctions
{
    private readonly ConcurrentDictionary<ActivityFlow, Task> _running = new();

    public IEnumerable<string> Orchestrators => app.Orchestrators.Concat(sagas.Names);

    public IEnumerable<string> Activities => app.Activities;

    public DataConverter DataConverter => app.DataConverter;

    /// <summary>The engine whose time the activities share; set before it starts.</summary>
    public EmbeddedHost.Dispatch.WorkInProgress? Work { get; set; }

    /// <summary>What each running activity does.</summary>
    public IReadOnlyList<string> Running => [.. _running.Keys.Select(flow => flow.Description)];

    public bool HasOrchestrator(string name) => sagas.Find(name) is not null || app.HasOrchestrator(name);

    public bool HasActivity(string name) => app.HasActivity(name) || name is SagaOrchestrator.RecordTimeline or SagaOrchestrator.RequestCompensation;

    public Task<object?> RunOrchestratorAsync(string name, TaskOrchestrationContext context) =>
        sagas.Find(name) is { } run ? run(context) : app.RunOrchestratorAsync(name, context);

    public Task<string?> RunActivityAsync(ActivityInvocation invocation, CancellationToken cancellationToken)
    {
        calls.Add(new ActivityCall(invocation.Name, invocation.InstanceId, time.GetUtcNow(), invocation.Input));
        var flow = new ActivityFlow($"{invocation.Name} of '{invocation.InstanceId}'", rule, Work!);
        var running = flow.RunAsync(() => RunAsync(invocation, cancellationToken));
        _running[flow] = running;
        _ = running.ContinueWith(_ => _running.TryRemove(flow, out var _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return running;
    }

    /// <summary>Ends when no activity runs any more, even those that a stopped engine has given up.</summary>
    public Task WhenAllEndAsync() => Task.WhenAll(_running.Values).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

    private async Task<string?> RunAsync(ActivityInvocation invocation, CancellationToken cancellationToken)
    {
        if (crashes.HasCrashed)
        {
            await VirtualTime.HangAsync(cancellationToken);
        }

        return app.HasActivity(invocation.Name)
            ? await app.RunActivityAsync(invocation, cancellationToken)
            : invocation.Name == SagaOrchestrator.RecordTimeline
                ? await RecordTimelineAsync(invocation, cancellationToken)
                : await RequestCompensationAsync(invocation, cancellationToken);
    }

    private async Task<string?> RecordTimelineAsync(ActivityInvocation invocation, CancellationToken cancellationToken)
    {
        var call = DataConverter.Deserialize<TimelineCall>(invocation.Input)!;
        return DataConverter.Serialize(await recorder.RecordAsync(call, cancellationToken));
    }

    private async Task<string?> RequestCompensationAsync(ActivityInvocation invocation, CancellationToken cancellationToken)
    {
        var call = DataConverter.Deserialize<StepCall<JsonElement>>(invocation.Input)!;
        return DataConverter.Serialize(await requester.RunAsync(call, cancellationToken));
    }
}
