using DurableTask.Core;
using DurableTask.Core.History;

namespace DurableSagas.DurableTask.Sqlite.Instances;

/// <summary>Tells of an instance in the words of DurableTask.Core, as DurableTask.AzureStorage fills them in.</summary>
internal static class InstanceState
{
    public static OrchestrationState Of(InstanceRow row, ExecutionStartedEvent? started) => new()
    {
        OrchestrationInstance = new OrchestrationInstance { InstanceId = row.Id, ExecutionId = row.ExecutionId },
        ParentInstance = started?.ParentInstance,
        Name = row.Name,
        Version = row.Version,
        OrchestrationStatus = row.Status,
        Status = row.CustomStatus,
        CreatedTime = row.Created,
        LastUpdatedTime = row.Updated,
        CompletedTime = row.Completed ?? default,
        ScheduledStartTime = row.ScheduledStart,
        Generation = row.Generation,
        Tags = row.Tags,
        Input = started?.Input,
        Output = row.Output,
    };
}
