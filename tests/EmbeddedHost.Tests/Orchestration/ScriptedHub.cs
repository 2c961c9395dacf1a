using System.Buffers;
using System.Text;
using DurableSagas.EmbeddedHost.Dispatch;
using DurableSagas.EmbeddedHost.Functions;
using DurableSagas.EmbeddedHost.History;
using DurableSagas.EmbeddedHost.Orchestration;
using DurableTask.Core;
using DurableTask.Core.History;
using Microsoft.Extensions.Logging;

namespace DurableSagas.EmbeddedHost.Tests.Orchestration;

/// <summary>A task hub in a few lines: plays activities at once, keeps time, and can replay before every episode.</summary>
internal sealed class ScriptedHub(ScriptedFunctions functions, EngineSettings settings, ILoggerFactory loggers, bool replayAlways)
{
    private readonly OrchestrationRuntime _runtime = new(functions, loggers, settings);
    private readonly Dictionary<string, ScriptedInstance> _instances = [];
    private readonly List<(DateTime Due, string Instance, string Execution, int Timer)> _timers = [];

    private int _executions;

    public DateTime Now { get; private set; } = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public ScriptedFunctions Functions => functions;

    public bool ReplaysAlways => replayAlways;

    public ScriptedInstance this[string id] => _instances[id];

    public ScriptedInstance Main => _instances["main"];

    public IEnumerable<ScriptedInstance> Instances => _instances.Values;

    public void Start(string orchestrator, object? input = null, string id = "main", string? version = null, Dictionary<string, string>? tags = null) =>
        Begin(new ExecutionStartedEvent(-1, functions.DataConverter.Serialize(input)!)
        {
            Timestamp = Now,
            OrchestrationInstance = new OrchestrationInstance { InstanceId = id, ExecutionId = NewExecutionId() },
            Name = orchestrator,
            Version = version,
            Tags = tags,
        });

    public void Raise(string name, object? payload = null, string id = "main") =>
        Send(id, new EventRaisedEvent(-1, functions.DataConverter.Serialize(payload)!) { Name = name, Timestamp = Now });

    public void Send(string id, HistoryEvent message) => _instances[id].Inbox.Enqueue(message);

    public void Rewind(string id = "main", string? parentExecution = null)
    {
        var instance = _instances[id];
        var request = new ExecutionRewoundEvent(-1, "mended") { ParentExecutionId = parentExecution, Timestamp = Now };
        var execution = NewExecutionId();
        var rewound = HistoryRewind.Rewind(instance.History, request, execution, Now);
        instance.History.Clear();
        instance.History.AddRange(rewound.Events);
        (instance.Live, instance.Completion, instance.Status) = (null, null, OrchestrationStatus.Running);
        instance.MustRun = rewound.FailedChildren.Count == 0;
        foreach (var child in rewound.FailedChildren)
        {
            Rewind(child, execution);
        }
    }

    /// <summary>Runs episodes and activities until only time could change something.</summary>
    public void RunUntilIdle()
    {
        while (_instances.Values.FirstOrDefault(instance => instance.IsRunning && (instance.MustRun || instance.Inbox.Count > 0)) is { } next)
        {
            RunEpisode(next);
        }
    }

    /// <summary>Lets time jump to the next timer; false when there is none.</summary>
    public bool FireNextTimer()
    {
        _timers.RemoveAll(timer => !_instances[timer.Instance].IsRunning || _instances[timer.Instance].Started.OrchestrationInstance.ExecutionId != timer.Execution);
        if (_timers.Count == 0)
        {
            return false;
        }

        var next = _timers.MinBy(timer => timer.Due);
        _timers.Remove(next);
        Now = next.Due > Now ? next.Due : Now;
        Send(next.Instance, new TimerFiredEvent(-1, next.Due) { TimerId = next.Timer, Timestamp = Now });
        RunUntilIdle();
        return true;
    }

    public void RunToEnd()
    {
        RunUntilIdle();
        while (FireNextTimer())
        {
            RunUntilIdle();
        }
    }

    private void RunEpisode(ScriptedInstance instance)
    {
        instance.MustRun = false;
        Now = Now.AddMilliseconds(10);
        if (replayAlways || instance.Live is null)
        {
            instance.Live = new OrchestrationExecution(_runtime, StoredAndRead(instance.History));
        }

        HistoryEvent[] arrived = [.. instance.Inbox];
        instance.Inbox.Clear();
        var result = instance.LastEpisode = instance.Live.RunEpisode(arrived, Now);
        instance.CustomStatus = result.CustomStatusSet ? result.CustomStatus : instance.CustomStatus;
        if (result.Rejected)
        {
            return;
        }

        if (result.ContinuedAsNew is { } next)
        {
            Continue(instance, result, next);
            return;
        }

        instance.History.AddRange(result.Events);
        instance.Status = result.Completion?.OrchestrationStatus
            ?? (result.Suspended ? OrchestrationStatus.Suspended : OrchestrationStatus.Running);
        Act(instance, result);
    }

    private void Continue(ScriptedInstance instance, EpisodeResult result, ContinuedAsNew next)
    {
        instance.History.AddRange(result.Events);
        var previous = instance.Started;
        Act(instance, result);
        (instance.Live, HistoryEvent[] arrived) = (null, [.. instance.Inbox]);
        instance.History.Clear();
        instance.Inbox.Clear();
        foreach (var message in (HistoryEvent[])[next.NextStart(previous, NewExecutionId(), Now), .. next.CarriedEvents, .. arrived])
        {
            instance.Inbox.Enqueue(message);
        }
    }

    private void Act(ScriptedInstance instance, EpisodeResult result)
    {
        var execution = instance.Started.OrchestrationInstance.ExecutionId;
        foreach (var task in result.Activities)
        {
            instance.Inbox.Enqueue(RunActivity(instance, task));
        }

        _timers.RemoveAll(timer => timer.Instance == instance.Id && timer.Execution == execution && result.CancelledTimers.Contains(timer.Timer));
        _timers.AddRange(result.Timers.Select(timer => (timer.FireAt, instance.Id, execution, timer.EventId)));
        foreach (var child in result.Children)
        {
            Begin(ChildExecution.Start(child, instance.Started, NewExecutionId(), Now));
        }

        foreach (var sent in result.SentEvents)
        {
            Send(sent.InstanceId, new EventRaisedEvent(-1, sent.Input) { Name = sent.Name, Timestamp = Now });
        }

        if (result.Completion is { } completion)
        {
            End(instance, completion);
        }
    }

    private void End(ScriptedInstance instance, ExecutionCompletedEvent completion)
    {
        instance.Completion = completion;
        if (instance.Started.ParentInstance is { } parent)
        {
            Send(parent.OrchestrationInstance.InstanceId, ChildExecution.End(completion, parent, Now));
        }
    }

    private HistoryEvent RunActivity(ScriptedInstance instance, TaskScheduledEvent task)
    {
        try
        {
            var call = new ActivityInvocation(task.Name!, instance.Id, task.EventId, ActivityInput.Unwrap(task.Input));
            return new TaskCompletedEvent(-1, task.EventId, functions.RunActivityAsync(call, default).Result!) { Timestamp = Now };
        }
        catch (Exception exception)
        {
            var reason = $"Function '{task.Name}' failed with an unhandled exception.";
            return new TaskFailedEvent(-1, task.EventId, reason, null, Failures.Of(exception)) { Timestamp = Now };
        }
    }

    private void Begin(ExecutionStartedEvent started)
    {
        var id = started.OrchestrationInstance.InstanceId;
        var instance = _instances[id] = new ScriptedInstance(id);
        instance.Inbox.Enqueue(started);
    }

    private string NewExecutionId() => $"execution-{_executions++}";

    private static List<HistoryEvent> StoredAndRead(IReadOnlyList<HistoryEvent> history)
    {
        var stored = new ArrayBufferWriter<byte>();
        HistoryCodec.Write(stored, history);
        return HistoryCodec.Read(stored.WrittenSpan);
    }

    /// <summary>All histories, for comparison.</summary>
    public string Transcript()
    {
        var transcript = new StringBuilder();
        foreach (var instance in _instances.Values)
        {
            var stored = new ArrayBufferWriter<byte>();
            HistoryCodec.Write(stored, instance.History);
            transcript.AppendLine(instance.Id).AppendLine(instance.CustomStatus).AppendLine(instance.Status.ToString());
            transcript.AppendLine(Encoding.UTF8.GetString(stored.WrittenSpan));
        }

        return transcript.ToString();
    }
}
