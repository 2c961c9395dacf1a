using System.Collections.Concurrent;
using DurableSagas.DurableTask.Sqlite.Instances;
using DurableSagas.DurableTask.Sqlite.Messages;
using DurableSagas.DurableTask.Sqlite.Sessions;
using DurableTask.Core;
using Microsoft.Extensions.Logging;

namespace DurableSagas.DurableTask.Sqlite.Activities;

/// <summary>Holds activities whose scheduling is durable until a worker fetches them, and brings their answers to the sessions.</summary>
/// <remarks>The queue is bounded. What finds no room is left to its instance's history, and looked up there when there is room.</remarks>
internal sealed partial class ActivityQueue(SessionPool sessions, SqliteTaskHubOptions options, ILogger<ActivityQueue> logger)
{
    private const int MostDoublings = 6;
    private static readonly TimeSpan _firstDelay = TimeSpan.FromSeconds(1);

    private readonly ILogger _logger = logger;
    private readonly WorkQueue<ActivityWork> _queue = new();
    private readonly ConcurrentQueue<InstanceKey> _withoutRoom = new();

    /// <summary>Queues what is not in flight; the session must be the caller's.</summary>
    public void Add(Session session, IEnumerable<TaskMessage> activities)
    {
        foreach (var activity in activities)
        {
            if (session.LacksActivities || session.ActivitiesInFlight.Contains(activity.Event.EventId))
            {
                continue;
            }

            if (_queue.Count >= options.MaxQueuedActivities)
            {
                session.LacksActivities = true;
                _withoutRoom.Enqueue(session.Instance);
                continue;
            }

            session.ActivitiesInFlight.Add(activity.Event.EventId);
            _queue.Add(new ActivityWork(session, activity));
        }
    }

    public async Task<TaskActivityWorkItem?> TakeAsync(TimeSpan timeout, CancellationToken stopping)
    {
        var work = await _queue.TakeAsync(timeout, stopping);
        if (_queue.Count <= options.MaxQueuedActivities / 2 && _withoutRoom.TryDequeue(out var waiting))
        {
            sessions.Wake(waiting);
        }

        return work;
    }

    /// <summary>The answer needs no row of its own: until an episode has recorded it, a restart calls the activity again.</summary>
    public void Answer(ActivityWork work, TaskMessage answer) => sessions.Post(work.Session, new Message(answer, 0));

    public void Abandon(ActivityWork work)
    {
        var delay = _firstDelay * (1 << Math.Min(work.Failures++, MostDoublings));
        LogAbandoned(work.Id, delay);
        work.RetryTimer?.Dispose();
        work.RetryTimer = options.TimeProvider.CreateTimer(_ => _queue.Add(work), null, delay, Timeout.InfiniteTimeSpan);
    }

    public void Stop() => _queue.Close();

    [LoggerMessage(1, LogLevel.Warning, "Activity '{Activity}' was given up by its worker. It is called again in {Delay}.")]
    private partial void LogAbandoned(string activity, TimeSpan delay);
}
