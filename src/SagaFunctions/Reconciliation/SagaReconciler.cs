using DurableSagas.Projections;
using DurableSagas.Projections.Approvals;
using DurableSagas.Projections.Hub;
using DurableSagas.Projections.Lists;
using DurableSagas.Projections.Notices;
using DurableSagas.Projections.Queries;
using DurableSagas.Projections.Rebuild;
using DurableSagas.Projections.Views;
using DurableSagas.SagaFunctions.Definitions;
using DurableSagas.SagaFunctions.Starting;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps.Interventions;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace DurableSagas.SagaFunctions.Reconciliation;

/// <summary>Makes one saga's view agree with the task hub, where no activity can: a start that stopped half-way, an end that came from outside.</summary>
/// <remarks>Idempotent, and safe beside a live starter, activities and another sweep: schedules are deduplicated, views move by their ETags.</remarks>
public sealed partial class SagaReconciler(
    SagaReader reader,
    SagaStarter starter,
    SagaViews views,
    SagaIndex index,
    ApprovalIndex approvals,
    INoticeQueue notices,
    SagaRebuilder rebuilder,
    DefinitionLookup definitions,
    IInterventions interventions,
    ILogger<SagaReconciler> logger)
{
    /// <returns>True when something was mended.</returns>
    internal async Task<bool> ReconcileAsync(DurableTaskClient client, IndexEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            return await ReconcileAsync(client, entry, await reader.LookAsync(entry.Id, cancellationToken), cancellationToken);
        }
        catch (DamagedViewException damaged)
        {
            LogDamaged(damaged, entry.Id);
            return await rebuilder.RebuildAsync(client, entry.Id, cancellationToken);
        }
    }

    private async Task<bool> ReconcileAsync(DurableTaskClient client, IndexEntry entry, SagaView? view, CancellationToken cancellationToken)
    {
        if (view is null || view.CreatedAt != entry.CreatedAt)
        {
            // A start that stopped before its view stood, or that another one of the same id overtook: its caller was told nothing.
            await index.RemoveAsync(entry, cancellationToken);
            LogUnlisted(entry.Id);
            return true;
        }

        if (view.Notices?.Any(notice => notice is { IsOwed: true, Attempts: 0 }) == true)
        {
            // Whoever wrote the view may have stopped before its notice was on its way. Of one that was tried, a message knows.
            await notices.EnqueueAsync(view.Id, cancellationToken);
        }

        if (!entry.ShowsTheSameAs(view))
        {
            await index.RecordAsync(entry.Of(view), cancellationToken);
        }

        if (view.Status != entry.Status)
        {
            return true;
        }

        await approvals.ListAsync(view, cancellationToken);
        return await SagaInstances.FindAsync(client, entry.Id, cancellationToken) is { } instances
            ? await WithInstanceAsync(client, view, instances.Last, cancellationToken)
            : await WithoutInstanceAsync(client, view, cancellationToken);
    }

    private async Task<bool> WithoutInstanceAsync(DurableTaskClient client, SagaView view, CancellationToken cancellationToken)
    {
        if (view is { Status: SagaStatus.Pending, Sequence: 0, Request: not null })
        {
            if (definitions.Find(view) is not { } saga)
            {
                LogNoDefinition(view.Id, view.Name, view.Version);
                return false;
            }

            await starter.ResumeAsync(client, view, saga, cancellationToken);
            LogStarted(view.Id);
            return true;
        }

        await EndAsync(view, OutsideEnd.Purged, cancellationToken);
        return true;
    }

    private async Task<bool> WithInstanceAsync(DurableTaskClient client, SagaView view, OrchestrationMetadata instance, CancellationToken cancellationToken)
    {
        switch (instance.RuntimeStatus)
        {
            case OrchestrationRuntimeStatus.Terminated:
            case OrchestrationRuntimeStatus.Failed when !IsTold(view, instance):
                await EndAsync(view, OutsideEnd.Of(instance, await SagaStanding.OfAsync(client, instance, cancellationToken))!, cancellationToken);
                return true;
            case OrchestrationRuntimeStatus.Failed:
                return await SettleAsync(view, cancellationToken);
            case OrchestrationRuntimeStatus.Completed when await rebuilder.RebuildAsync(client, view.Id, cancellationToken):
                LogRebuilt(view.Id);
                return true;
            case OrchestrationRuntimeStatus.Running or OrchestrationRuntimeStatus.Pending or OrchestrationRuntimeStatus.Suspended
                when view.Status == SagaStatus.Pending:
                await views.RecordBegunAsync(view.Id, SagaStatus.Pending, cancellationToken);
                return true;
            case OrchestrationRuntimeStatus.Running or OrchestrationRuntimeStatus.Suspended when view.Status == SagaStatus.Failed:
                await GoOnAsync(client, view, cancellationToken);
                return true;
            default:
                return false;
        }
    }

    // A stuck saga's view is the last attempt's own word. One that has failed may have been rewound since it was told, and failed anew.
    private static bool IsTold(SagaView view, OrchestrationMetadata instance) =>
        view.Status == SagaStatus.Stuck || (view.Status == SagaStatus.Failed && view.UpdatedAt == instance.LastUpdatedAt);

    // It was rewound, and waits for what no activity tells of: an answer, or a sub-saga.
    private async Task GoOnAsync(DurableTaskClient client, SagaView view, CancellationToken cancellationToken)
    {
        if (!await rebuilder.RebuildAsync(client, view.Id, cancellationToken))
        {
            await views.RecordBegunAsync(view.Id, SagaStatus.Failed, cancellationToken);
        }

        LogGoesOn(view.Id);
    }

    // Whoever settled it may have stopped before its view said so.
    private async Task<bool> SettleAsync(SagaView view, CancellationToken cancellationToken)
    {
        if (view.Status != SagaStatus.Stuck || await interventions.FindSettlementAsync(view.Id, cancellationToken) is not { } settlement)
        {
            return false;
        }

        await EndAsync(view, OutsideEnd.Of(settlement), cancellationToken);
        return true;
    }

    private async Task EndAsync(SagaView view, OutsideEnd end, CancellationToken cancellationToken)
    {
        await views.RecordAsync(view.Id, view.Status, end, cancellationToken);
        LogEnded(view.Id, end.Status);
    }

    [LoggerMessage(1, LogLevel.Warning, "Saga '{InstanceId}' was announced and never scheduled; it is started now.")]
    private partial void LogStarted(string instanceId);

    [LoggerMessage(2, LogLevel.Warning, "Saga '{InstanceId}' ended without its view: it is {Status}.")]
    private partial void LogEnded(string instanceId, SagaStatus status);

    [LoggerMessage(7, LogLevel.Information, "Saga '{InstanceId}' had failed and was rewound; its view says that it goes on.")]
    private partial void LogGoesOn(string instanceId);

    [LoggerMessage(6, LogLevel.Warning, "Saga '{InstanceId}' has a damaged view; it is written anew.")]
    private partial void LogDamaged(Exception damaged, string instanceId);

    [LoggerMessage(5, LogLevel.Warning, "Saga '{InstanceId}' has ended, and its view did not say so; it is written anew.")]
    private partial void LogRebuilt(string instanceId);

    [LoggerMessage(3, LogLevel.Information, "Saga '{InstanceId}' was listed and has no view of that moment; it is listed no more.")]
    private partial void LogUnlisted(string instanceId);

    [LoggerMessage(
        4,
        LogLevel.Error,
        "Saga '{InstanceId}' was announced and never scheduled, and this app has no version {Version} of '{Saga}' to start it with.")]
    private partial void LogNoDefinition(string instanceId, string saga, int version);
}
