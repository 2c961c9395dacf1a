using System.Collections.Concurrent;
using System.Threading.Channels;
using DurableSagas.EmbeddedHost.Functions;
using DurableSagas.EmbeddedHost.Orchestration;
using DurableSagas.EmbeddedHost.TaskHub;
using DurableTask.Core;
using DurableTask.Core.History;
using Microsoft.Extensions.Logging;

namespace DurableSagas.EmbeddedHost.Dispatch;

/// <summary>Runs activities whose scheduling is durable, and hands their results to the sessions.</summary>
/// <remarks>
/// The queue is bounded. What finds no room is left to its instance's history, and looked up there when there is room.
/// A call that goes on for longer than <c>functionTimeout</c> is no failure that the orchestrator sees. It is made again, as often
/// as it takes: the Functions host restarts the worker then, and the activity's message, which nobody deleted, is delivered again.
/// </remarks>
internal sealed partial class ActivityDispatcher(
    EngineSettings settings, IDurableFunctions functions, Sessions sessions, WorkInProgress work, TimeProvider time, ILogger<ActivityDispatcher> logger)
    : IDisposable
{
    private readonly Channel<ActivityWork> _queue = Channel.CreateBounded<ActivityWork>(settings.MaxQueuedActivities);
    private readonly ConcurrentQueue<InstanceKey> _withoutRoom = new();
    private readonly CancellationTokenSource _stopping = new();

    public void Start()
    {
        for (var runner = 0; runner < settings.MaxConcurrentActivityFunctions; runner++)
        {
            _ = Task.Run(RunQueueAsync);
        }
    }

    /// <summary>False when there was no room; the session must look its open activities up later.</summary>
    public bool TryQueue(Session session, TaskScheduledEvent scheduled)
    {
        work.Begin();
        if (_queue.Writer.TryWrite(new ActivityWork(session, scheduled)))
        {
            return true;
        }

        // This unit of work ends when the instance has been woken.
        _withoutRoom.Enqueue(session.Instance);
        MakeRoom();
        return false;
    }

    /// <summary>Gives activities up: they are told, nobody waits for them, and they run again after the next start.</summary>
    public void Stop()
    {
        _queue.Writer.TryComplete();
        _stopping.Cancel();
    }

    public void Dispose() => _stopping.Dispose();

    private async Task RunQueueAsync()
    {
        var stopping = _stopping.Token;
        await foreach (var activity in _queue.Reader.ReadAllAsync(CancellationToken.None))
        {
            if (stopping.IsCancellationRequested)
            {
                return;
            }

            // One that heard of the stop may have made a result of it: given up is given up.
            if (await RunAsync(activity, stopping) is { } result && !stopping.IsCancellationRequested)
            {
                sessions.Post(activity.Session, new Message(result, 0));
            }

            MakeRoom();
            work.End();
        }
    }

    private void MakeRoom()
    {
        if (_queue.Reader.Count <= settings.MaxQueuedActivities / 2 && _withoutRoom.TryDequeue(out var waiting))
        {
            sessions.Wake(waiting);
            work.End();
        }
    }

    private async Task<HistoryEvent?> RunAsync(ActivityWork activity, CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                return await CallAsync(activity.Session.Instance.Id, activity.Scheduled, stopping);
            }
            catch (Exception) when (stopping.IsCancellationRequested)
            {
                return null;
            }
            catch (FunctionTimeoutException overdue)
            {
                LogOverdue(overdue, activity.Scheduled.Name!, activity.Scheduled.EventId, activity.Session.Instance.Id);
            }
            catch (Exception failure)
            {
                LogFailed(failure, activity.Scheduled.Name!, activity.Scheduled.EventId, activity.Session.Instance.Id);
                return Failed(activity.Scheduled, ActivityFailure.Of(activity.Scheduled.Name!, failure));
            }
        }
    }

    private async Task<HistoryEvent> CallAsync(string instanceId, TaskScheduledEvent scheduled, CancellationToken stopping)
    {
        if (!functions.HasActivity(scheduled.Name!))
        {
            return Failed(scheduled, ActivityFailure.NotFound(scheduled.Name!, functions.Activities));
        }

        var call = new ActivityInvocation(scheduled.Name!, instanceId, scheduled.EventId, ActivityInput.Unwrap(scheduled.Input));
        var result = await functions.RunActivityAsync(call, stopping);
        return new TaskCompletedEvent(-1, scheduled.EventId, result!) { Timestamp = time.GetUtcNow().UtcDateTime };
    }

    private TaskFailedEvent Failed(TaskScheduledEvent scheduled, (string Reason, FailureDetails Details) failure) =>
        new(-1, scheduled.EventId, failure.Reason, null, failure.Details) { Timestamp = time.GetUtcNow().UtcDateTime };

    [LoggerMessage(1, LogLevel.Warning, "Activity '{Activity}' (#{TaskId}) of instance '{InstanceId}' failed.")]
    private partial void LogFailed(Exception failure, string activity, int taskId, string instanceId);

    [LoggerMessage(2, LogLevel.Warning, "Activity '{Activity}' (#{TaskId}) of instance '{InstanceId}' took too long and is called again.")]
    private partial void LogOverdue(Exception overdue, string activity, int taskId, string instanceId);
}
