using DurableSagas.DurableTask.Sqlite.Instances;
using DurableTask.Core;
using DurableTask.Core.History;

namespace DurableSagas.DurableTask.Sqlite.Episodes;

/// <summary>Folds an episode's events into the instance's row, as DurableTask.AzureStorage does.</summary>
internal static class InstanceAfter
{
    public static InstanceRow Of(InstanceRow before, EpisodeResult result, int openActivities)
    {
        var state = result.State;
        var row = before with
        {
            Updated = state.NewEvents.Count > 0 ? state.NewEvents[^1].Timestamp : before.Updated,
            Episode = result.Replaces ? 1 : before.Episode + 1,
            OpenWork = openActivities,
            CustomStatus = state.Status ?? CustomStatus.None,
            Output = result.Replaces ? null : before.Output,
            Completed = result.Replaces ? null : before.Completed,
        };
        foreach (var recorded in state.NewEvents)
        {
            row = Apply(row, recorded);
        }

        return row.HasEnded ? row with { OpenWork = 0 } : row;
    }

    /// <summary>More than status, time and counts is different.</summary>
    public static bool Differs(InstanceRow before, InstanceRow after) =>
        before.ExecutionId != after.ExecutionId || before.CustomStatus != after.CustomStatus || before.Output != after.Output
        || before.Completed != after.Completed || before.Created != after.Created || before.Version != after.Version;

    private static InstanceRow Apply(InstanceRow row, HistoryEvent recorded) => recorded switch
    {
        ExecutionStartedEvent started => row with
        {
            Status = OrchestrationStatus.Running,
            ExecutionId = started.OrchestrationInstance.ExecutionId,
            Version = started.Version,
            Created = started.Timestamp,
            Tags = started.Tags,
        },
        ExecutionCompletedEvent completed => row with
        {
            Status = completed.OrchestrationStatus,
            Completed = completed.Timestamp,
            Output = completed.FailureDetails?.ToString() ?? completed.Result,
        },
        ExecutionTerminatedEvent terminated => row with { Output = terminated.Input },
        ExecutionSuspendedEvent suspended => row with { Status = OrchestrationStatus.Suspended, Output = suspended.Reason },
        ExecutionResumedEvent resumed => row with { Status = OrchestrationStatus.Running, Output = resumed.Reason },
        _ => row,
    };
}
