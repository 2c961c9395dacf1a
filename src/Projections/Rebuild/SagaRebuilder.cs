using Azure;
using Azure.Data.Tables;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes;
using Microsoft.DurableTask.Client;

namespace DurableSagas.Projections.Rebuild;

/// <summary>Writes a saga's view anew from its history, while the saga may be running.</summary>
/// <remarks>
/// Rows at the history's own sequence are written over, rows ahead of it are left, as by any other writer. What was
/// marked from outside at the same sequence, an end that no activity saw, is not in this history, and stays.
/// </remarks>
public sealed class SagaRebuilder(TableServiceClient tables, SagaViews views)
{
    private readonly TableClient _table = tables.GetTableClient(SagaRow.Table);

    /// <summary>Rebuilds a saga's view, and those of the sagas that are its steps.</summary>
    /// <returns>False when the task hub knows no saga of this id, or it has written nothing yet.</returns>
    public async Task<bool> RebuildAsync(DurableTaskClient client, string instanceId, CancellationToken cancellationToken)
    {
        if (await client.GetInstanceAsync(instanceId, cancellationToken) is not { } instance)
        {
            return false;
        }

        var history = new SagaHistory(await client.GetOrchestrationHistoryAsync(instanceId, cancellationToken));
        if (history.HasWritten)
        {
            await AnnounceAsync(history, cancellationToken);
            await history.WriteAsync(IsWholeTruth(instance, history) ? views.OverSameSequence() : views, cancellationToken);
        }

        // After their parent: one that is stuck marks it.
        foreach (var subSaga in history.SubSagas)
        {
            await RebuildAsync(client, subSaga, cancellationToken);
        }

        return history.HasWritten;
    }

    private static bool IsWholeTruth(OrchestrationMetadata instance, SagaHistory history) => instance.RuntimeStatus switch
    {
        OrchestrationRuntimeStatus.Terminated => false,
        OrchestrationRuntimeStatus.Failed => history.LastChange is { Status: SagaStatus.Stuck },
        _ => true,
    };

    // What the starter knew, where its row is lost. The hash of the body as sent is not in history: the same key is then refused, and never runs twice.
    private async Task AnnounceAsync(SagaHistory history, CancellationToken cancellationToken)
    {
        if (history is not { IsSubSaga: false, Request: { } request, CreatedAt: { } createdAt })
        {
            return;
        }

        var (id, name, protocol, version) = history switch
        {
            { LastTimeline: { } timeline } => (timeline.InstanceId, timeline.Name, timeline.Protocol, timeline.Version),
            { LastChange: { } change } => (change.InstanceId, change.Saga, change.Protocol, change.Version),
            _ => (string.Empty, string.Empty, Protocol.Saga, 0),
        };
        var known = await _table.GetEntityIfExistsAsync<TableEntity>(id, SagaRow.RowKey, [SagaRow.Sequence], cancellationToken);
        if (known.HasValue)
        {
            return;
        }

        var row = new TableEntity(id, SagaRow.RowKey)
        {
            [SagaRow.Name] = name,
            [SagaRow.Protocol] = protocol.ToString(),
            [SagaRow.Version] = version,
            [SagaRow.Status] = nameof(SagaStatus.Pending),
            [SagaRow.CreatedAt] = createdAt,
            [SagaRow.UpdatedAt] = createdAt,
            [SagaRow.Sequence] = 0L,
        };
        LongText.Write(row, SagaRow.Request, request);
        try
        {
            await _table.AddEntityAsync(row, cancellationToken);
        }
        catch (RequestFailedException conflict) when (conflict.Status == 409)
        {
            // An activity of the saga wrote it in the meantime.
        }
    }
}
