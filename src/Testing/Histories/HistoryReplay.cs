using DurableSagas.Testing.Running;
using Microsoft.DurableTask.Protobuf;
using ActionCase = Microsoft.DurableTask.Protobuf.OrchestratorAction.OrchestratorActionTypeOneofCase;

namespace DurableSagas.Testing.Histories;

/// <summary>Replays a history as the engine does after a restart, and compares what the orchestrator asks for at its end.</summary>
internal sealed class HistoryReplay(OrchestratorReplay replay)
{
    public void Run(RecordedHistory history)
    {
        // The last episode is run, not replayed: only so is it seen what the orchestrator asks for beyond the history.
        var last = LastEpisode(history.Events);
        HistoryEvent[] episode = [.. history.Events.Skip(last)];
        var response = replay.Run(history.Start, history.Events.Take(last), episode.Where(recorded => Describe(recorded) is null && recorded.OrchestratorCompleted is null));

        string[] recorded = [.. episode.Select(Describe).OfType<string>()];
        string[] asked = [.. response.Actions.Select(Describe)];
        if (!recorded.SequenceEqual(asked))
        {
            var failure = response.Actions.Select(action => action.CompleteOrchestration?.FailureDetails).FirstOrDefault(details => details is not null) is { } details ? $" {details.ErrorMessage}" : string.Empty;
            throw new HistoryMismatchException(
                history.InstanceId,
                history.Orchestrator,
                $"Its history ends with {Join(recorded)}, but the orchestrator asked for {Join(asked)}.{failure}");
        }
    }

    // That of a rewind is none of the orchestrator's: it did not run.
    private static int LastEpisode(IReadOnlyList<HistoryEvent> events)
    {
        for (var index = events.Count - 1; index >= 0; index--)
        {
            if (events[index].OrchestratorStarted is not null)
            {
                return index;
            }
        }

        throw new InvalidDataException("The history has no OrchestratorStarted event: nothing has run yet.");
    }

    /// <summary>Null: nothing that an orchestrator asked for.</summary>
    private static string? Describe(HistoryEvent recorded) => recorded.EventTypeCase switch
    {
        HistoryEvent.EventTypeOneofCase.TaskScheduled => Task(recorded.TaskScheduled.Name, recorded.EventId),
        HistoryEvent.EventTypeOneofCase.TimerCreated => Timer(recorded.EventId),
        HistoryEvent.EventTypeOneofCase.SubOrchestrationInstanceCreated => Child(recorded.SubOrchestrationInstanceCreated.Name, recorded.EventId),
        HistoryEvent.EventTypeOneofCase.EventSent => Sent(recorded.EventSent.Name, recorded.EventSent.InstanceId, recorded.EventId),
        HistoryEvent.EventTypeOneofCase.ExecutionCompleted => End(recorded.ExecutionCompleted.OrchestrationStatus),
        HistoryEvent.EventTypeOneofCase.ContinueAsNew => End(OrchestrationStatus.ContinuedAsNew),
        _ => null,
    };

    private static string Describe(OrchestratorAction action) => action.OrchestratorActionTypeCase switch
    {
        ActionCase.ScheduleTask => Task(action.ScheduleTask.Name, action.Id),
        ActionCase.CreateTimer => Timer(action.Id),
        ActionCase.CreateSubOrchestration => Child(action.CreateSubOrchestration.Name, action.Id),
        ActionCase.SendEvent => Sent(action.SendEvent.Name, action.SendEvent.Instance.InstanceId, action.Id),
        ActionCase.CompleteOrchestration => End(action.CompleteOrchestration.OrchestrationStatus),
        var other => $"{other} (#{action.Id})",
    };

    private static string Task(string name, int id) => $"'{name}' (#{id})";

    private static string Timer(int id) => $"a timer (#{id})";

    private static string Child(string name, int id) => $"the sub-orchestration '{name}' (#{id})";

    private static string Sent(string name, string instance, int id) => $"the event '{name}' to '{instance}' (#{id})";

    private static string End(OrchestrationStatus status) => $"its end, {status}";

    private static string Join(string[] actions) => actions.Length == 0 ? "nothing" : string.Join(", ", actions);
}
