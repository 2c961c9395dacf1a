using DurableSagas.Projections.Hub;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps.Interventions;
using Microsoft.DurableTask.Client;

namespace DurableSagas.Projections.Queries;

/// <summary>Reads one saga with the consistency that the caller chooses.</summary>
public sealed class SagaReader(
    SagaQueries queries, SagaHubReader hub, ISagaDefinitions definitions, TimeProvider time, IInterventions? interventions = null)
{
    private const int SessionReads = 5;
    private static readonly TimeSpan _sessionPause = TimeSpan.FromMilliseconds(100);

    /// <summary>Null when the id is unknown.</summary>
    /// <param name="minSequence">For a session read: the sequence that the answer must have reached.</param>
    /// <exception cref="StaleReadException">The saga has not reached <paramref name="minSequence"/>, not even in the task hub.</exception>
    public async Task<SagaView?> FindAsync(
        DurableTaskClient client, string instanceId, Consistency consistency, long minSequence, CancellationToken cancellationToken) =>
        await ReadAsync(client, instanceId, consistency, minSequence, cancellationToken) is { } view ? Shown(view, DefinitionOf(view)) : null;

    /// <summary>As its rows tell it, whatever the task hub knows; null when the id is unknown.</summary>
    /// <exception cref="DamagedViewException">What is there cannot be read.</exception>
    public async Task<SagaView?> LookAsync(string instanceId, CancellationToken cancellationToken) =>
        await queries.FindAsync(instanceId, cancellationToken) is { } view ? Shown(view, DefinitionOf(view)) : null;

    private SagaView Shown(SagaView view, SagaDefinition? definition) => SagaFacts.Of(ShownSteps.Of(view, definition), definition, time.GetUtcNow());

    private Task<SagaView?> ReadAsync(
        DurableTaskClient client, string instanceId, Consistency consistency, long minSequence, CancellationToken cancellationToken) => consistency switch
        {
            Consistency.Eventual => EventualAsync(client, instanceId, cancellationToken),
            Consistency.Session => SessionAsync(client, instanceId, minSequence, cancellationToken),
            Consistency.Strong => StrongAsync(client, instanceId, cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(consistency), consistency, "There is no such consistency."),
        };

    private SagaDefinition? DefinitionOf(SagaView view)
    {
        try
        {
            return definitions.Find(view.Name, view.Version, view.Request?.GetRawText())?.Definition;
        }
        catch (Exception) when (view.Request is not null)
        {
            // Whoever starts an instance through the management API may send anything for a declared transaction: it is shown all the same.
            return null;
        }
    }

    private async Task<SagaView?> EventualAsync(DurableTaskClient client, string instanceId, CancellationToken cancellationToken)
    {
        try
        {
            return await queries.FindAsync(instanceId, cancellationToken);
        }
        catch (DamagedViewException)
        {
            // Until the sweep has mended it; fresher than was asked for does no harm.
            if (await hub.FindAsync(client, instanceId, cancellationToken) is { } view)
            {
                return view;
            }

            throw;
        }
    }

    private async Task<SagaView?> StrongAsync(DurableTaskClient client, string instanceId, CancellationToken cancellationToken)
    {
        var reading = await hub.ReadAsync(client, instanceId, cancellationToken);
        if (hub.ViewOf(reading) is { } view)
        {
            return await SettledAsync(view, cancellationToken);
        }

        // The saga has told the task hub nothing: then the starter's row is all there is to know of it, and it is not behind.
        return await queries.FindAsync(instanceId, cancellationToken) is { Sequence: 0 } announced ? reading.Of(announced) : null;
    }

    // Of one that was settled by hand the task hub knows no more than that it is stuck.
    private async Task<SagaView> SettledAsync(SagaView view, CancellationToken cancellationToken) =>
        view.Status == SagaStatus.Stuck
        && interventions is not null
        && await interventions.FindSettlementAsync(view.Id, cancellationToken) is { } settlement
            ? view with { Status = SagaStatus.Terminated, Error = settlement.Text, UpdatedAt = settlement.At }
            : view;

    private async Task<SagaView?> SessionAsync(DurableTaskClient client, string instanceId, long minSequence, CancellationToken cancellationToken)
    {
        for (var read = 0; read < SessionReads; read++)
        {
            if (await EventualAsync(client, instanceId, cancellationToken) is not { } view)
            {
                // Nobody announced it, and nothing has told of it: waiting for a view would be waiting for nothing.
                break;
            }

            if (view.Sequence >= minSequence)
            {
                return view with { Consistency = Consistency.Session };
            }

            await Task.Delay(_sessionPause, time, cancellationToken);
        }

        var strong = await StrongAsync(client, instanceId, cancellationToken);
        return strong is null || strong.Sequence >= minSequence
            ? strong is null ? null : strong with { Consistency = Consistency.Session }
            : throw new StaleReadException(instanceId, strong.Sequence, minSequence);
    }
}
