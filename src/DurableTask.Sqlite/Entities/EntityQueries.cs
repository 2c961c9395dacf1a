using DurableTask.Core;
using DurableTask.Core.Entities;
using DurableTask.Core.Query;

namespace DurableSagas.DurableTask.Sqlite.Entities;

/// <summary>Answers what entities there are and in which state, from the instances in which they live.</summary>
internal sealed class EntityQueries(SqliteOrchestrationService service) : EntityBackendQueries
{
    private const int DefaultPageSize = 100;
    private const string AnyEntity = "@";

    public override async Task<EntityMetadata?> GetEntityAsync(
        EntityId id, bool includeState = false, bool includeStateless = false, CancellationToken cancellation = default) =>
        await service.GetOrchestrationStateAsync(id.ToString(), executionId: null) is { } state
            ? EntityState.Of(state, includeState, includeStateless)
            : null;

    public override async Task<EntityQueryResult> QueryEntitiesAsync(EntityQuery query, CancellationToken cancellation)
    {
        var page = await PageAsync(PrefixOf(query.InstanceIdStartsWith), query, cancellation);
        return new EntityQueryResult
        {
            Results = [.. page.OrchestrationState
                .Select(state => EntityState.Of(state, query.IncludeState, query.IncludeTransient))
                .OfType<EntityMetadata>()],
            ContinuationToken = page.ContinuationToken,
        };
    }

    public override async Task<CleanEntityStorageResult> CleanEntityStorageAsync(
        CleanEntityStorageRequest request = default, CancellationToken cancellation = default)
    {
        var query = new EntityQuery { ContinuationToken = request.ContinuationToken, IncludeTransient = true };
        var page = await PageAsync(AnyEntity, query, cancellation);
        var (removed, released) = (0, 0);
        foreach (var entity in page.OrchestrationState)
        {
            var status = ClientEntityHelpers.GetEntityStatus(entity.Status);
            released += request.ReleaseOrphanedLocks && await ReleaseAsync(entity, status?.LockedBy) ? 1 : 0;
            removed += request.RemoveEmptyEntities && IsEmpty(status) && await service.TryPurgeEntityAsync(entity.OrchestrationInstance) ? 1 : 0;
        }

        return new CleanEntityStorageResult
        {
            EmptyEntitiesRemoved = removed,
            OrphanedLocksReleased = released,
            ContinuationToken = page.ContinuationToken,
        };
    }

    private static bool IsEmpty(EntityStatus? status) => status is { EntityExists: false, LockedBy: null, BacklogQueueSize: 0 };

    private static string PrefixOf(string? asked) => asked is null or "" ? AnyEntity : asked[0] == '@' ? asked : AnyEntity + asked;

    // What DurableTask.Core calls the last change is when the entity's last batch began its execution.
    private Task<OrchestrationQueryResult> PageAsync(string prefix, EntityQuery query, CancellationToken cancellation) =>
        service.GetOrchestrationWithQueryAsync(
            new OrchestrationQuery
            {
                InstanceIdPrefix = prefix,
                CreatedTimeFrom = query.LastModifiedFrom,
                CreatedTimeTo = query.LastModifiedTo,
                PageSize = query.PageSize ?? DefaultPageSize,
                ContinuationToken = query.ContinuationToken,
                FetchInputsAndOutputs = query.IncludeState,
            },
            cancellation);

    private async Task<bool> ReleaseAsync(OrchestrationState entity, string? owner)
    {
        if (owner is null
            || await service.GetOrchestrationStateAsync(owner, executionId: null)
                is { OrchestrationStatus: OrchestrationStatus.Running or OrchestrationStatus.Suspended or OrchestrationStatus.Pending })
        {
            return false;
        }

        var release = ClientEntityHelpers.EmitUnlockForOrphanedLock(entity.OrchestrationInstance, owner);
        await service.SendTaskOrchestrationMessageAsync(release.AsTaskMessage());
        return true;
    }
}
