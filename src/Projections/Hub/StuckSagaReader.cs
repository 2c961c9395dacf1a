using DurableSagas.Sagas;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Timelines;
using DurableSagas.Sagas.Rewinds;
using DurableSagas.Sagas.Running.Frontiers;
using DurableSagas.Sagas.Steps.Recording;
using Microsoft.DurableTask.Client;

namespace DurableSagas.Projections.Hub;

/// <summary>Reads from the task hub how a stuck saga stands, with the sagas that it is made of.</summary>
public sealed class StuckSagaReader(ISagaDefinitions definitions, TimeProvider time)
{
    /// <summary>Null when the task hub has no such saga, or its version is not registered.</summary>
    public Task<StuckSaga?> FindAsync(DurableTaskClient client, string id, CancellationToken cancellationToken) =>
        FindAsync(client, id, known: null, cancellationToken);

    // Where it was undone, that run says how it stands.
    private async Task<StuckSaga?> FindAsync(DurableTaskClient client, string id, SagaDefinition? known, CancellationToken cancellationToken) =>
        await ReadAsync(client, id, known, isUndone: true, cancellationToken) ?? await ReadAsync(client, id, known, isUndone: false, cancellationToken);

    private async Task<StuckSaga?> ReadAsync(
        DurableTaskClient client, string id, SagaDefinition? known, bool isUndone, CancellationToken cancellationToken)
    {
        var instanceId = isUndone ? SubSagaId.UndoInstanceOf(id) : id;
        if (await client.GetInstanceAsync(instanceId, getInputsAndOutputs: true, cancellationToken) is not { } instance
            || SagaProgress.Read(instance.SerializedCustomStatus) is not { } progress
            || definitions.ToRequest(progress.Name, progress.Version, instance.SerializedInput) is var request
            && (definitions.Find(progress.Name, progress.Version, request)?.Definition ?? known) is var definition
            // What is declared in a document may know its sub-sagas by no more than their names.
            && definition?.Steps.Count != progress.Steps.Count)
        {
            return null;
        }

        var hasFailed = instance.RuntimeStatus == OrchestrationRuntimeStatus.Failed;
        var history = hasFailed ? new SagaHistory(await client.GetOrchestrationHistoryAsync(instanceId, cancellationToken)) : null;
        StepTimeline[] steps = [.. progress.Steps.Zip(definition.Steps, (step, defined) => step with { Name = defined.Name })];
        var subSagas = await SubSagasAsync(client, id, definition, steps, cancellationToken);
        return new StuckSaga(id, definition, steps)
        {
            Request = request,
            Failed = history?.Failure,
            HasFailed = hasFailed,
            IsUndone = isUndone,
            HasTurnedBack = history is not null && HasTurnedBack(id, definition, steps, history.ToldToTurnBack),
            IsUndoing = progress.Status is SagaStatus.Compensating or SagaStatus.Compensated,
            IsOverdue = !isUndone && known is null && definition.Deadline is { } deadline && instance.CreatedAt + deadline <= time.GetUtcNow()
                && !definition.IsPastPivot(ordinal => steps[ordinal].Status),
            SubSagas = subSagas,
        };
    }

    // A saga below may also have been told because its path was left for another.
    private static bool HasTurnedBack(string id, SagaDefinition definition, StepTimeline[] steps, IReadOnlyCollection<string> told)
    {
        var order = new ForwardOrder(definition, ordinal => steps[ordinal]);
        return steps.Any(step => told.Contains(SubSagaId.Of(id, step.Name)) && !order.IsLeft(step.Ordinal));
    }

    private async Task<IReadOnlyDictionary<string, StuckSaga>> SubSagasAsync(
        DurableTaskClient client, string id, SagaDefinition definition, StepTimeline[] steps, CancellationToken cancellationToken)
    {
        Dictionary<string, StuckSaga> found = new(StringComparer.Ordinal);
        foreach (var (step, defined) in steps.Zip(definition.Steps))
        {
            if (defined.Action is not StepWork.SubSaga saga || step.Status is StepStatus.Pending or StepStatus.Skipped)
            {
                continue;
            }

            var below = SubSagaId.Of(id, defined.Name);
            if (await FindAsync(client, below, saga.Definition, cancellationToken) is { } read)
            {
                found[defined.Name] = read;
            }
        }

        return found;
    }
}
