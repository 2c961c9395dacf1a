using DurableSagas.Projections;
using DurableSagas.Projections.Lists;
using DurableSagas.Projections.Queries;
using DurableSagas.Projections.Views;
using DurableSagas.SagaFunctions.Notices.Dead;
using DurableSagas.SagaFunctions.Storage;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Outcomes;
using Microsoft.DurableTask.Client;

namespace DurableSagas.SagaFunctions.Retention;

/// <summary>Removes one saga wholly: what participants keep of it, its instance, its views.</summary>
/// <remarks>Last goes its entry in the lists, by which a purge that stopped half-way finds it again.</remarks>
public sealed class SagaPurger(IEnumerable<ISagaRows> concepts, SagaQueries queries, SagaViews views, SagaIndex index, DeadNoticeTable deadNotices)
{
    private readonly ISagaRows[] _concepts = [.. concepts];

    /// <returns>False when it must be kept: it goes on after all, or a saga that is still there may yet undo it.</returns>
    internal async Task<bool> PurgeAsync(DurableTaskClient client, IndexEntry entry, CancellationToken cancellationToken)
    {
        var instance = await client.GetInstanceAsync(entry.Id, cancellationToken);
        var view = await queries.FindAsync(entry.Id, cancellationToken);
        // One that was settled by hand has failed, and does not go on.
        var isUnderWay = instance is { IsCompleted: false }
            || (instance is { RuntimeStatus: OrchestrationRuntimeStatus.Failed } && view is not { Status: SagaStatus.Terminated });
        if (isUnderWay || view?.Status.HasEnded() == false || await HasParentAsync(client, entry.Id, cancellationToken))
        {
            return false;
        }

        foreach (var concept in _concepts)
        {
            await concept.DeleteAsync(entry.Id, cancellationToken);
        }

        if (instance is not null)
        {
            await client.PurgeInstanceAsync(entry.Id, cancellationToken);
        }

        if ((SubSagaId.Parts(entry.Id).Parent is not null || view is { HasUndoRun: true })
            && SubSagaId.UndoInstanceOf(entry.Id) is var undo
            && await client.GetInstanceAsync(undo, cancellationToken) is not null)
        {
            // It has no views of its own, and stands in no list.
            await client.PurgeInstanceAsync(undo, cancellationToken);
        }

        await deadNotices.DeleteAsync(entry.Id, view?.Notices ?? [], cancellationToken);
        await views.DeleteAsync(entry.Id, cancellationToken);
        await index.RemoveAsync(entry, cancellationToken);
        return true;
    }

    private static async Task<bool> HasParentAsync(DurableTaskClient client, string id, CancellationToken cancellationToken) =>
        SubSagaId.Parts(id).Parent is { } parent && await client.GetInstanceAsync(parent, cancellationToken) is not null;
}
