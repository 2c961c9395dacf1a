using DurableSagas.Projections.Hub;
using DurableSagas.Projections.Starts;
using DurableSagas.Projections.Views;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps.Interventions;
using DurableSagas.Sagas.Steps.Recording;
using DurableSagas.Sagas.Views;
using Microsoft.DurableTask.Client;

namespace DurableSagas.Projections.Rebuild;

/// <summary>Writes a saga's view anew from its history, while the saga may be running.</summary>
/// <remarks>
/// Rows at the history's own sequence are written over, rows ahead of it are left, as by any other writer. An end that
/// no activity saw is not in this history: where the instance tells of one it is written as the sweep does, and else it stays.
/// </remarks>
public sealed class SagaRebuilder(Announcements announcements, SagaViews views, ISagaDefinitions definitions, IInterventions? interventions = null)
{
    /// <summary>Rebuilds a saga's view, and those of the sagas that are its steps.</summary>
    /// <returns>False when the task hub knows no saga of this id, or it has written nothing yet.</returns>
    public async Task<bool> RebuildAsync(DurableTaskClient client, string instanceId, CancellationToken cancellationToken)
    {
        if (await SagaInstances.FindAsync(client, instanceId, cancellationToken) is not { Own: var instance } instances)
        {
            return false;
        }

        var events = await client.GetOrchestrationHistoryAsync(instanceId, cancellationToken);
        var history = new SagaHistory(events);
        var standing = SagaStanding.Of(instance, (await FailedInstance.OfAsync(client, instance, events, cancellationToken))?.Status);
        var rows = await WithWordFromBelowAsync(client, history, instanceId, cancellationToken);
        var settled = rows.Head is null || interventions is null ? null : await interventions.FindSettlementAsync(rows.Head.Saga.Id, cancellationToken);
        var (head, end) = (rows.Head, settled is null ? UntoldEndOf(instance, standing, rows) : OutsideEnd.Of(settled));
        if (head is not null)
        {
            await RestoreStartAsync(head.Saga, instance, history, cancellationToken);
            await views.RecordRebuiltAsync(rows, overSameSequence: end is null, cancellationToken);
        }

        // After their parent: one that is stuck marks it.
        foreach (var subSaga in history.SubSagas)
        {
            await RebuildAsync(client, subSaga, cancellationToken);
        }

        if (instances.Undoing is { } undoing && !history.IsSubSaga)
        {
            // That of a sub-saga its parent has called.
            await RebuildAsync(client, undoing.InstanceId, cancellationToken);
        }

        if (head is not null && end is not null)
        {
            // By now a saga below that is stuck has marked it.
            await views.RecordAsync(head.Saga.Id, settled is null ? head.Status : SagaStatus.Stuck, end, cancellationToken);
        }

        return head is not null;
    }

    // Of a stuck saga none: its instance has failed, and its history says at what.
    private static OutsideEnd? UntoldEndOf(OrchestrationMetadata instance, SagaStanding standing, SagaRows rows) =>
        OutsideEnd.Of(instance, standing) is { } end && end.Status != rows.Head?.Status ? end : null;

    // What was due when a sub-saga began was told by that one's first call.
    private static async Task<SagaRows> WithWordFromBelowAsync(
        DurableTaskClient client, SagaHistory history, string saga, CancellationToken cancellationToken)
    {
        var rows = history.Rows;
        for (var below = new Queue<string>(history.SubSagas); below.TryDequeue(out var instanceId);)
        {
            if (await client.GetInstanceAsync(instanceId, cancellationToken) is null)
            {
                continue;
            }

            var told = new SagaHistory(await client.GetOrchestrationHistoryAsync(instanceId, cancellationToken));
            SagaRows[] due = [.. told.Above.Where(change => change.Head!.Saga.Id == saga)];
            rows = due.Aggregate(rows, (known, change) => SagaFold.Apply(known, change));
            foreach (var lower in due.Length == 0 ? told.SubSagas : [])
            {
                // Its own first step is a saga: whose first call told of both.
                below.Enqueue(lower);
            }
        }

        return rows;
    }

    private async Task RestoreStartAsync(SagaIdentity identity, OrchestrationMetadata instance, SagaHistory history, CancellationToken cancellationToken)
    {
        if (identity.Id != instance.InstanceId)
        {
            // The run that undoes it is of another instance: where that one began tells nothing.
            return;
        }

        var saga = new Announcement(identity, history.StartedAt!.Value);
        if (history.IsSubSaga)
        {
            // It has no starter.
            await announcements.RestoreAsync(saga, cancellationToken);
            return;
        }

        var request = definitions.ToRequest(identity.Name, identity.Version, history.Request);
        var definition = definitions.Find(identity.Name, identity.Version, request)?.Definition;
        // Whoever starts an instance through the management API may send more than a row holds: it has none then.
        saga = saga with
        {
            Request = request?.Length > Announcements.MaxRequestLength ? null : request,
            StepNames = definition?.Steps.Select(step => step.Name).ToArray(),
            Key = request is null ? null : definition?.KeyIn(request),
        };
        // Not the history's own tags: on its way out of the extension, what looks like a date is written anew.
        // Without tags nothing tells whether a starter wrote the row: one that stands is left.
        var restored = saga.With(instance.Tags) is { } announced
            ? announcements.RestoreAsync(announced, cancellationToken)
            : announcements.RestoreIfLostAsync(saga, cancellationToken);
        await restored;
    }
}
