using DurableSagas.EmbeddedHost.Orchestration;
using DurableSagas.EmbeddedHost.TaskHub;
using DurableTask.Core;
using DurableTask.Core.History;

namespace DurableSagas.EmbeddedHost.Dispatch;

/// <summary>What an episode's result means for the task hub's rows; worked out before the writer sees it.</summary>
internal sealed class EpisodePlan
{
    public EpisodePlan(LiveInstance live, EpisodeResult result, List<Message> taken, DateTime now)
    {
        FromEpisode = live.Row.Episode;
        Result = result;
        Taken = taken;
        NextStart = result.ContinuedAsNew?.NextStart(live.Started, NewExecutionId(), now);
        Row = RowAfter(live, now);
        ParentInstance = live.Started.ParentInstance;
        Events = NextStart is null
            ? MessageCodec.Encode(result.Events)
            : MessageCodec.Encode([NextStart, .. result.ContinuedAsNew!.CarriedEvents]);
        var instance = new InstanceKey(Row.Key, Row.Id);
        NewTimers = Row.IsTerminal ? [] : [.. result.Timers.Select(timer => new TimerRow(timer.FireAt, instance, timer.EventId))];
        EndedTimers = [.. EndedBy(taken), .. result.CancelledTimers, .. StartTimer(live.Row)];
        Children = [.. result.Children.Select(created => ChildOf(live, created, now))];
    }

    public EpisodeResult Result { get; }

    public int FromEpisode { get; }

    /// <summary>As it stands after the commit.</summary>
    public InstanceRow Row { get; }

    /// <summary>More than status, time and counts is different.</summary>
    public bool RowChanged { get; private set; }

    public byte[] Events { get; }

    public List<Message> Taken { get; }

    public ExecutionStartedEvent? NextStart { get; }

    public ParentInstance? ParentInstance { get; }

    public IReadOnlyList<TimerRow> NewTimers { get; }

    public IReadOnlyList<int> EndedTimers { get; }

    public IReadOnlyList<NewInstance> Children { get; }

    public IReadOnlyList<EventSentEvent> SentEvents => Result.SentEvents;

    public ExecutionCompletedEvent? Completion => Result.Completion;

    private static string NewExecutionId() => Guid.NewGuid().ToString("N");

    private static List<int> EndedBy(List<Message> taken)
    {
        List<int> ended = [];
        foreach (var message in taken)
        {
            if (message.Event is TimerFiredEvent fired)
            {
                ended.Add(fired.TimerId);
            }
        }

        return ended;
    }

    private static IEnumerable<int> StartTimer(InstanceRow before) =>
        before is { Episode: 0, ScheduledStart: not null } ? [TimerRow.Start] : [];

    private static NewInstance ChildOf(LiveInstance live, SubOrchestrationInstanceCreatedEvent created, DateTime now) => new(
        ChildExecution.Start(created, live.Started, NewExecutionId(), now),
        new ParentTask(live.Row.Key, created.EventId),
        InstanceRow.NotEnded);

    private InstanceRow RowAfter(LiveInstance live, DateTime now)
    {
        var before = live.Row;
        var reason = SuspensionIn(Taken);
        var custom = Result.CustomStatusSet ? Result.CustomStatus ?? "null" : before.CustomStatus;
        RowChanged = Completion is not null || reason is not null || custom != before.CustomStatus;
        var row = before with
        {
            Status = StatusAfter(),
            Updated = now,
            Episode = before.Episode + 1,
            OpenWork = Completion is null ? live.Execution.OpenActivities : 0,
            Output = Completion is null ? ReasonOf(reason) ?? before.Output : OutputOf(Completion),
            CustomStatus = custom,
        };
        return NextStart is null ? row : Continued(row, NextStart);
    }

    private OrchestrationStatus StatusAfter() =>
        Completion?.OrchestrationStatus ?? (Result.Suspended ? OrchestrationStatus.Suspended : OrchestrationStatus.Running);

    private InstanceRow Continued(InstanceRow row, ExecutionStartedEvent next)
    {
        RowChanged = true;
        return row with
        {
            Status = OrchestrationStatus.Running,
            ExecutionId = next.OrchestrationInstance.ExecutionId,
            Version = next.Version,
            Created = next.Timestamp,
            Episode = 0,
            OpenWork = 1,
        };
    }

    // Suspending and resuming leave their reason in the output, as DurableTask.AzureStorage does.
    private static HistoryEvent? SuspensionIn(List<Message> taken) =>
        taken.FindLast(message => message.Event is ExecutionSuspendedEvent or ExecutionResumedEvent).Event;

    private static string? ReasonOf(HistoryEvent? taken) => taken switch
    {
        ExecutionSuspendedEvent suspended => suspended.Reason,
        ExecutionResumedEvent resumed => resumed.Reason,
        _ => null,
    };

    private static string? OutputOf(ExecutionCompletedEvent completion) =>
        completion is { OrchestrationStatus: OrchestrationStatus.Failed, FailureDetails: { } failure } ? failure.ToString() : completion.Result;
}
