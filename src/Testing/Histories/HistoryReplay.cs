using DurableSagas.EmbeddedHost.Dispatch;
using DurableSagas.EmbeddedHost.Functions;
using DurableSagas.EmbeddedHost.Orchestration;
using DurableTask.Core.History;
using Microsoft.Extensions.Logging.Abstractions;

namespace DurableSagas.Testing.Histories;

/// <summary>Replays a history as the engine does after a restart, and compares what the orchestrator asks for at its end.</summary>
internal sealed class HistoryReplay(IDurableFunctions functions)
{
    private readonly OrchestrationRuntime _runtime = new(functions, NullLoggerFactory.Instance, new EngineSettings());

    public void Run(RecordedHistory history)
    {
        // The last episode is run, not replayed: only so is it seen what the orchestrator asks for beyond the history.
        var last = LastEpisode(history.Events);
        HistoryEvent[] past = [.. history.Events.Take(last)];
        HistoryEvent[] episode = [.. history.Events.Skip(last)];
        var result = new OrchestrationExecution(_runtime, past).RunEpisode([.. episode.Where(IsInbound)], episode[0].Timestamp);

        var recorded = episode.Where(IsAction).Select(Describe).ToArray();
        var asked = result.Events.Where(IsAction).Select(Describe).ToArray();
        if (!recorded.SequenceEqual(asked))
        {
            var failure = result.Completion is { FailureDetails.ErrorMessage: { } message } ? $" {message}" : string.Empty;
            throw new HistoryMismatchException(
                history.InstanceId,
                history.Orchestrator,
                $"Its history ends with {Join(recorded)}, but the orchestrator asked for {Join(asked)}.{failure}");
        }
    }

    private static int LastEpisode(IReadOnlyList<HistoryEvent> events)
    {
        for (var index = events.Count - 1; index >= 0; index--)
        {
            if (events[index] is OrchestratorStartedEvent)
            {
                return index;
            }
        }

        throw new InvalidDataException("The history has no OrchestratorStarted event: nothing has run yet.");
    }

    private static bool IsAction(HistoryEvent happened) =>
        happened is TaskScheduledEvent or TimerCreatedEvent or SubOrchestrationInstanceCreatedEvent or EventSentEvent or ExecutionCompletedEvent;

    private static bool IsInbound(HistoryEvent happened) =>
        !IsAction(happened) && happened is not (OrchestratorStartedEvent or OrchestratorCompletedEvent);

    private static string Describe(HistoryEvent action) => action switch
    {
        TaskScheduledEvent task => $"'{task.Name}' (#{task.EventId})",
        TimerCreatedEvent timer => $"a timer (#{timer.EventId})",
        SubOrchestrationInstanceCreatedEvent child => $"the sub-orchestration '{child.Name}' (#{child.EventId})",
        EventSentEvent sent => $"the event '{sent.Name}' to '{sent.InstanceId}' (#{sent.EventId})",
        ExecutionCompletedEvent end => $"its end, {end.OrchestrationStatus}",
        _ => $"{action.EventType} (#{action.EventId})",
    };

    private static string Join(string[] actions) => actions.Length == 0 ? "nothing" : string.Join(", ", actions);
}
