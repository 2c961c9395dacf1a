using DurableSagas.Projections;
using DurableSagas.Projections.Hub;
using DurableSagas.Projections.Views;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.SagaFunctions.Interventions;
using DurableSagas.SagaFunctions.Operating;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Rewinds;
using DurableSagas.Sagas.Steps.Interventions;
using Microsoft.DurableTask.Client;

namespace DurableSagas.SagaFunctions.Terminating;

/// <summary>Ends sagas as they stand: what is under way is terminated, what is stuck is settled by hand.</summary>
/// <remarks>
/// The engine does not terminate an instance that has failed. So a stuck saga's end is a row, written once, by which its last
/// attempt is not made again, however the instance may be rewound; and a mark in its view.
/// </remarks>
public sealed class SagaTerminator
{
    private readonly InterventionTable _settlements;
    private readonly StuckSagaReader _reader;
    private readonly SagaViews _views;

    internal SagaTerminator(InterventionTable settlements, StuckSagaReader reader, SagaViews views) =>
        (_settlements, _reader, _views) = (settlements, reader, views);

    /// <exception cref="ProblemException">409: it is part of another, or has ended, or is not stuck at anything that could be left as it is.</exception>
    internal async Task<TerminatedSaga> TerminateAsync(DurableTaskClient client, SagaView saga, Settlement settlement, CancellationToken cancellationToken)
    {
        var standing = await SagaStanding.FindAsync(client, saga.Id, cancellationToken);
        TerminateRule.Require(saga, standing);
        var stands = await _reader.FindAsync(client, saga.Id, cancellationToken);
        if (standing!.IsUnderWay)
        {
            await TerminateAsync(client, saga.Id, stands, settlement.Reason, cancellationToken);
        }
        else
        {
            await SettleAsync(client, saga, stands, settlement, cancellationToken);
        }

        return new TerminatedSaga(saga.Id, stands is null ? [] : [.. StaysOf(stands)]);
    }

    // From the top: a saga whose sub-saga was terminated before it would fail, and turn nothing back.
    private static async Task TerminateAsync(DurableTaskClient client, string id, StuckSaga? saga, string reason, CancellationToken cancellationToken)
    {
        var instanceId = saga is { IsUndone: true } ? SubSagaId.UndoInstanceOf(id) : id;
        if (await client.GetInstanceAsync(instanceId, cancellationToken) is { IsCompleted: false })
        {
            await client.TerminateInstanceAsync(instanceId, reason, cancellationToken);
        }

        foreach (var below in saga?.SubSagas.Values ?? [])
        {
            await TerminateAsync(client, below.Id, below, reason, cancellationToken);
        }
    }

    private async Task SettleAsync(
        DurableTaskClient client, SagaView saga, StuckSaga? stands, Settlement settlement, CancellationToken cancellationToken)
    {
        if (stands is null)
        {
            throw UnderWayRule.Conflict(
                saga.Id, $"Saga '{saga.Id}' is stuck, but this app has no version {saga.Version} of '{saga.Name}', or of a saga in it, to tell at what.");
        }

        if (RewindPlan.StuckIn(stands).All(stuck => stuck.Failed!.Step is null))
        {
            throw UnderWayRule.Conflict(
                saga.Id, $"Saga '{saga.Id}' has done all that it had to, and only the record of its end is missing. Mend the store of views, then rewind it.");
        }

        // All the rows first: whatever is rewound from here on finds one.
        StuckSaga[] failed = [.. FailedIn(stands)];
        foreach (var below in failed)
        {
            settlement = await _settlements.SettleAsync(below.Id, settlement, cancellationToken);
        }

        var standing = await SagaStanding.FindAsync(client, saga.Id, cancellationToken);
        if (standing is not { Status: SagaStatus.Stuck })
        {
            await EndRewoundAsync(client, saga, standing, failed, settlement.Reason, cancellationToken);
            return;
        }

        // Stopped before the last of them, the sweep writes what is left by the rows.
        foreach (var below in failed)
        {
            await _views.RecordAsync(below.Id, SagaStatus.Stuck, OutsideEnd.Of(settlement), cancellationToken);
        }
    }

    // A rewind came between: its attempt may have looked for a row before there was one, and the saga goes on or has ended.
    private async Task EndRewoundAsync(
        DurableTaskClient client, SagaView saga, SagaStanding? standing, StuckSaga[] settled, string reason, CancellationToken cancellationToken)
    {
        if (standing is { IsUnderWay: true })
        {
            // The rows stay: an attempt that finds one fails the instance, and what has failed is not terminated.
            await TerminateAsync(client, saga.Id, await _reader.FindAsync(client, saga.Id, cancellationToken), reason, cancellationToken);
            return;
        }

        foreach (var below in settled)
        {
            await _settlements.WithdrawAsync(below.Id, cancellationToken);
        }

        TerminateRule.Require(saga, standing);
    }

    private static IEnumerable<StuckSaga> FailedIn(StuckSaga saga) => saga.HasFailed ? [.. saga.SubSagas.Values.SelectMany(FailedIn), saga] : [];

    private static IEnumerable<StandingStep> StaysOf(StuckSaga root) => RewindPlan.EffectsIn(root)
        .Where(step => step.Stands is StepEffect.Stands or StepEffect.Unknown)
        .Select(step => new StandingStep(step.Saga == root.Id ? step.Step : $"{step.Saga[(root.Id.Length + 1)..].Replace(':', '/')}/{step.Step}", step.Stands));
}
