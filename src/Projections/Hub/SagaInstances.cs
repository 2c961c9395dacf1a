using System.Text.Json;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Timelines;
using Microsoft.DurableTask.Client;

namespace DurableSagas.Projections.Hub;

/// <summary>A saga's instances in the task hub, with their inputs and outputs.</summary>
/// <param name="Own">The one that runs it, or ran it.</param>
/// <param name="Undoing">The one that undoes what had completed; null when nobody asked for that.</param>
public sealed record SagaInstances(OrchestrationMetadata Own, OrchestrationMetadata? Undoing)
{
    /// <summary>The one that tells where the saga stands.</summary>
    public OrchestrationMetadata Last => Undoing ?? Own;

    /// <summary>How it ended, as it stands by now: undone where it was, else as its own run ended. Null when it has not, or is no saga's.</summary>
    public SagaOutcome? Outcome => Undoing is null ? OwnOutcome : OutcomeOf(Undoing) ?? OwnOutcome;

    /// <summary>How its own run completed; null when it has not, or is no saga's.</summary>
    public SagaOutcome? Completion => OwnOutcome is { Status: SagaStatus.Completed } ? OwnOutcome : null;

    private SagaOutcome? OwnOutcome { get; } = OutcomeOf(Own);

    /// <summary>Null when the task hub has no such instance.</summary>
    public static async Task<SagaInstances?> FindAsync(DurableTaskClient client, string id, CancellationToken cancellationToken)
    {
        if (await client.GetInstanceAsync(id, getInputsAndOutputs: true, cancellationToken) is not { } own)
        {
            return null;
        }

        var instances = new SagaInstances(own, null);
        return instances.Completion?.Done is null
            ? instances
            : instances with { Undoing = await client.GetInstanceAsync(SubSagaId.UndoInstanceOf(id), getInputsAndOutputs: true, cancellationToken) };
    }

    // Anything may run under an id that somebody chose by the management API: what has no saga's status has no saga's outcome.
    private static SagaOutcome? OutcomeOf(OrchestrationMetadata instance) =>
        instance is { RuntimeStatus: OrchestrationRuntimeStatus.Completed, SerializedOutput: { } output }
        && SagaProgress.Read(instance.SerializedCustomStatus) is not null
            ? JsonSerializer.Deserialize<SagaOutcome>(output, SagaJson.History)
            : null;
}
