using DurableTask.Core;
using DurableTask.Core.Entities;

namespace DurableSagas.DurableTask.Sqlite.Tests.Running;

/// <summary>What a test's orchestrator may do; its events are buffered until they are waited for.</summary>
internal sealed class TestRun(OrchestrationContext context)
{
    private readonly Dictionary<string, Queue<string>> _early = [];
    private readonly Dictionary<string, Queue<TaskCompletionSource<string>>> _waiting = [];

    public OrchestrationContext Context => context;

    public string InstanceId => context.OrchestrationInstance.InstanceId;

    public string? Status { get; set; }

    public Task<string> CallAsync(string activity, string? input = null) => context.ScheduleTask<string>(activity, string.Empty, input);

    public Task<string> ChildAsync(string orchestrator, string id, string? input = null) =>
        context.CreateSubOrchestrationInstance<string>(orchestrator, string.Empty, id, input);

    public Task<string> SleepAsync(TimeSpan time, CancellationToken cancellationToken = default) =>
        context.CreateTimer(context.CurrentUtcDateTime + time, "slept", cancellationToken);

    // CancelAsync would be awaited on another thread, which orchestrators must not do.
    public static void Cancel(CancellationTokenSource source) => source.Cancel();

    public Task<string> EventAsync(string name)
    {
        if (_early.TryGetValue(name, out var early) && early.TryDequeue(out var raised))
        {
            return Task.FromResult(raised);
        }

        var waiting = new TaskCompletionSource<string>();
        (_waiting.TryGetValue(name, out var others) ? others : _waiting[name] = new()).Enqueue(waiting);
        return waiting.Task;
    }

    public void SignalEntity(EntityId entity, Guid request, string operation) => Send(Entities(), entity, request, operation, oneWay: true);

    public async Task<string> CallEntityAsync(EntityId entity, Guid request, string operation)
    {
        var entities = Entities();
        Send(entities, entity, request, operation, oneWay: false);
        return entities.DeserializeEntityResponseEvent(await EventAsync(request.ToString())).Result!;
    }

    public void Raise(string name, string input)
    {
        if (_waiting.TryGetValue(name, out var waiting) && waiting.TryDequeue(out var first))
        {
            first.SetResult(input);
        }
        else
        {
            (_early.TryGetValue(name, out var early) ? early : _early[name] = new()).Enqueue(input);
        }
    }

    private OrchestrationEntityContext Entities() => new(InstanceId, context.OrchestrationInstance.ExecutionId, context);

    private void Send(OrchestrationEntityContext entities, EntityId entity, Guid request, string operation, bool oneWay)
    {
        var target = new OrchestrationInstance { InstanceId = entity.ToString() };
        var message = entities.EmitRequestMessage(target, operation, oneWay, request, null, null);
        context.SendEvent(message.TargetInstance, message.EventName, message.AsRawInput());
    }
}
