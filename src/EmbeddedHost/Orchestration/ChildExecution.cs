using DurableTask.Core;
using DurableTask.Core.History;

namespace DurableSagas.EmbeddedHost.Orchestration;

/// <summary>What passes between a parent and the orchestration it calls: the child's first event, and news of its end.</summary>
internal static class ChildExecution
{
    public static ExecutionStartedEvent Start(
        SubOrchestrationInstanceCreatedEvent created, ExecutionStartedEvent parent, string executionId, DateTime utcNow) =>
        new(-1, created.Input)
        {
            Timestamp = utcNow,
            OrchestrationInstance = new OrchestrationInstance { InstanceId = created.InstanceId, ExecutionId = executionId },
            ParentInstance = new ParentInstance
            {
                Name = parent.Name,
                Version = parent.Version,
                OrchestrationInstance = parent.OrchestrationInstance,
                TaskScheduleId = created.EventId,
            },
            Name = created.Name,
            Version = created.Version,
            Tags = created.Tags,
        };

    /// <summary>For the parent. A terminated child counts as failed, without details.</summary>
    public static HistoryEvent End(ExecutionCompletedEvent completion, ParentInstance parent, DateTime utcNow) =>
        completion.OrchestrationStatus == OrchestrationStatus.Completed
            ? new SubOrchestrationInstanceCompletedEvent(-1, parent.TaskScheduleId, completion.Result!) { Timestamp = utcNow }
            : new SubOrchestrationInstanceFailedEvent(
                -1, parent.TaskScheduleId, completion.Result, null, completion.FailureDetails)
            { Timestamp = utcNow };
}
