using DurableSagas.DurableTask.Sqlite.History;
using DurableSagas.DurableTask.Sqlite.Instances;
using DurableSagas.DurableTask.Sqlite.Messages;
using DurableSagas.DurableTask.Sqlite.Sessions;
using DurableSagas.DurableTask.Sqlite.Timers;
using DurableTask.Core;
using DurableTask.Core.History;
using EntityMessages = DurableTask.Core.Common.Entities;

namespace DurableSagas.DurableTask.Sqlite.Episodes;

/// <summary>What an episode's result means for the task hub's rows; worked out before the writer sees it.</summary>
internal sealed class EpisodePlan
{
    public EpisodePlan(LiveInstance live, EpisodeResult result, IReadOnlyList<Message> taken)
    {
        Before = live.Row;
        Result = result;
        Taken = taken;
        OpenActivities = OpenAfter(live, result);
        Row = InstanceAfter.Of(live.Row, result, OpenActivities.Count);
        Events = EventBytes.EncodeEpisode(result.State.NewEvents, result.ScheduledById());
        NewTimers = Row.HasEnded || (result.Timers.Count == 0 && !result.Replaces) ? [] : [.. TimersAfter()];
        EndedTimers = EndedBy(taken);
        Outbox = result.Messages.Count == 0 ? Outbox.Empty : new Outbox(result.Messages);
        Start = result.Replaces || result.HasTrace(before: live) ? EventBytes.Encode(result.State.ExecutionStartedEvent!) : null;
    }

    public InstanceRow Before { get; }

    public EpisodeResult Result { get; }

    /// <summary>As it stands after the commit.</summary>
    public InstanceRow Row { get; }

    public IReadOnlyList<Message> Taken { get; }

    public byte[] Events { get; }

    /// <summary>The event that began the execution, when it is another than before.</summary>
    public byte[]? Start { get; }

    public HashSet<int> OpenActivities { get; }

    public IReadOnlyList<TimerRow> NewTimers { get; }

    public IReadOnlyList<long> EndedTimers { get; }

    public Outbox Outbox { get; }

    // Changes what the session holds: should the commit fail, that is loaded anew.
    private static HashSet<int> OpenAfter(LiveInstance live, EpisodeResult result)
    {
        if (result.Replaces)
        {
            return [.. OpenWork.In(result.State.Events).Activities.Select(activity => activity.EventId)];
        }

        foreach (var recorded in result.State.NewEvents)
        {
            if (recorded is TaskScheduledEvent)
            {
                live.OpenActivities.Add(recorded.EventId);
            }
            else if (ActivityAnswer.TaskOf(recorded) is { } answered)
            {
                live.OpenActivities.Remove(answered);
            }
        }

        return live.OpenActivities;
    }

    // What replaces a history brings timers that an end had deleted: a rewind.
    private IEnumerable<TimerRow> TimersAfter() => Result.Replaces
        ? OpenWork.In(Result.State.Events).Timers.Select(timer => TimerOf(timer.FireAt, timer.EventId))
        : Result.Timers.Select(message => (TimerFiredEvent)message.Event).Select(timer => TimerOf(timer.FireAt, timer.TimerId));

    private TimerRow TimerOf(DateTime fireAt, int timer) => new(fireAt.ToUniversalTime(), Row.InstanceKey, timer);

    private static List<long> EndedBy(IReadOnlyList<Message> taken)
    {
        List<long> ended = [];
        foreach (var message in taken)
        {
            if (message.Event is TimerFiredEvent fired)
            {
                ended.Add(fired.TimerId);
            }
            else if (message.Event is ExecutionStartedEvent { ScheduledStartTime: not null })
            {
                ended.Add(TimerRow.Start);
            }
            else if (message.HasRow && EntityMessages.IsDelayedEntityMessage(message.Task, out _))
            {
                ended.Add(TimerRow.OfMessage(message.Sequence));
            }
        }

        return ended;
    }
}
