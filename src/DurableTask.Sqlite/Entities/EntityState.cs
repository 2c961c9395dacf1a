using DurableTask.Core;
using DurableTask.Core.Entities;

namespace DurableSagas.DurableTask.Sqlite.Entities;

/// <summary>Finds an entity in the instance in which it lives: its state is part of the input, the rest of the custom status.</summary>
internal static class EntityState
{
    /// <summary>Null for one that was deleted, unless these are asked for.</summary>
    public static EntityBackendQueries.EntityMetadata? Of(OrchestrationState instance, bool includeState, bool includeStateless)
    {
        var status = ClientEntityHelpers.GetEntityStatus(instance.Status);
        if (!includeStateless && status is not { EntityExists: true })
        {
            return null;
        }

        return new EntityBackendQueries.EntityMetadata
        {
            EntityId = EntityId.FromString(instance.OrchestrationInstance.InstanceId),
            LastModifiedTime = instance.CreatedTime,
            BacklogQueueSize = status?.BacklogQueueSize ?? 0,
            LockedBy = status?.LockedBy,
            SerializedState = includeState && instance.Input is { } input ? ClientEntityHelpers.GetEntityState(input) : null,
        };
    }
}
