using DurableSagas.EmbeddedHost.Dispatch;
using DurableTask.Core;
using DurableTask.Core.History;
using Microsoft.Extensions.Logging;

namespace DurableSagas.EmbeddedHost.Orchestration;

/// <summary>One execution of an instance, live between its episodes; replayed from its past when it was not.</summary>
/// <remarks>
/// One episode at a time, on any thread. When <see cref="RunEpisode"/> throws, or its result could not be stored,
/// the execution is of no more use: make a new one from what the store holds.
/// </remarks>
internal sealed partial class OrchestrationExecution
{
    private readonly OrchestrationRuntime _runtime;
    private readonly ILogger _logger;
    private readonly ExecutionState _state;

    private IReadOnlyList<HistoryEvent> _past;
    private ExecutionStartedEvent? _started;
    private HistoryPlayer? _player;

    public OrchestrationExecution(OrchestrationRuntime runtime, IReadOnlyList<HistoryEvent> pastHistory)
    {
        _runtime = runtime;
        _logger = runtime.Logger;
        _state = new ExecutionState(runtime.Functions.DataConverter, runtime.Settings.MaxOrchestrationActions);
        _past = pastHistory;
        _started = pastHistory.OfType<ExecutionStartedEvent>().FirstOrDefault();
    }

    public int OpenActivities => _state.OpenTasks.Count(OpenTaskKind.Activity);

    public int OpenTimers => _state.OpenTasks.Count(OpenTaskKind.Timer);

    public int OpenChildren => _state.OpenTasks.Count(OpenTaskKind.Child);

    public bool IsSuspended => _player?.IsSuspended ?? false;

    /// <summary>True after the last episode, be it a completion or a continuation as new.</summary>
    public bool IsCompleted { get; private set; }

    private string InstanceId => _started?.OrchestrationInstance.InstanceId ?? "(not started)";

    /// <summary>Applies the events that have arrived, and says what the orchestrator asks for in return.</summary>
    public EpisodeResult RunEpisode(IReadOnlyList<HistoryEvent> newEvents, DateTime utcNow)
    {
        if (IsCompleted)
        {
            throw new InvalidOperationException($"Instance '{InstanceId}': the execution has ended and takes no more events.");
        }

        var started = _started ?? newEvents.OfType<ExecutionStartedEvent>().FirstOrDefault();
        var isAllowed = started is null || Versioning.Allows(_runtime.Settings, started.Version);
        if (!isAllowed && _runtime.Settings.VersionFailureStrategy == VersionFailureStrategy.Reject)
        {
            return new EpisodeResult { Events = [], Rejected = true };
        }

        var episode = new Episode(Receive(newEvents), utcNow);
        return isAllowed ? Run(episode) : Close(episode, Fail(null, Versioning.Mismatch));
    }

    private EpisodeResult Run(Episode episode)
    {
        _player ??= new HistoryPlayer(_runtime, _state, InstanceId);
        _state.Thread.Enter();
        try
        {
            return Close(episode, Play(episode) ?? Settle());
        }
        finally
        {
            _state.Thread.Leave();
        }
    }

    /// <summary>Only the first start counts.</summary>
    private List<HistoryEvent> Receive(IReadOnlyList<HistoryEvent> newEvents)
    {
        var received = new List<HistoryEvent>(newEvents.Count);
        foreach (var arrived in newEvents)
        {
            if (arrived is not ExecutionStartedEvent started)
            {
                received.Add(arrived);
            }
            else if (_started is null)
            {
                _started = started;
                received.Add(arrived);
            }
        }

        return received;
    }

    private ExecutionCompletedEvent? Play(Episode episode)
    {
        try
        {
            _state.Position.IsReplaying = true;
            foreach (var happened in _past)
            {
                _player!.Play(happened);
            }

            _past = [];
            _state.OpenTasks.ForgetCancelled();
            _state.Position.IsReplaying = false;
            _state.Position.UtcNow = episode.UtcNow;
            foreach (var happened in episode.Received)
            {
                _player!.Play(happened);
            }

            _state.Status.ToJson();
            return null;
        }
        catch (Exception exception)
        {
            return Fail(exception);
        }
    }

    /// <summary>Whether the execution has ended: it does so only when nothing that it began is still open.</summary>
    private ExecutionCompletedEvent? Settle() => _player switch
    {
        { Terminated: { } terminated } =>
            new ExecutionCompletedEvent(_state.Actions.NextId, terminated.Input, OrchestrationStatus.Terminated),
        { UnknownOrchestrator: { } name } => Fail(UnknownFunction.Orchestrator(name, _runtime.Functions.Orchestrators), null),
        _ when _state.Thread.Trespassed => FailIllegalAwait(),
        { IsSuspended: true } or { Function: null } => null,
        _ when _state.OpenTasks.Any => null,
        { Function.IsCompleted: true } => Finish(_player.Function),
        _ => _state.Events.IsAwaited ? null : FailIllegalAwait(),
    };

    private ExecutionCompletedEvent Finish(Task<string?> function)
    {
        if (!function.IsCompletedSuccessfully)
        {
            return Fail(function.Exception?.InnerExceptions[0] ?? new TaskCanceledException(function));
        }

        var id = _state.Actions.NextId;
        return _state.Continuation is { } continuation
            ? new ContinueAsNewEvent(id, continuation.Input!)
            : new ExecutionCompletedEvent(id, function.Result, OrchestrationStatus.Completed);
    }

    private ExecutionCompletedEvent FailIllegalAwait() => Fail(new InvalidOperationException(OrchestratorThread.IllegalAwait));

    private ExecutionCompletedEvent Fail(Exception exception)
    {
        if (exception is OutOfMemoryException)
        {
            throw new EpisodeAbortedException(InstanceId, exception);
        }

        LogFailed(exception, InstanceId, _started?.Name);
        return Fail(exception.Message, Failures.Of(exception));
    }

    private ExecutionCompletedEvent Fail(string? result, FailureDetails? details) =>
        new(_state.Actions.NextId, result, OrchestrationStatus.Failed, details);

    private EpisodeResult Close(Episode episode, ExecutionCompletedEvent? end)
    {
        IsCompleted = end is not null;
        return episode.Close(_state, end, _player?.IsSuspended ?? false);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Instance '{InstanceId}': an error occurred while executing the orchestrator function '{FunctionName}'.")]
    private partial void LogFailed(Exception exception, string instanceId, string? functionName);
}
