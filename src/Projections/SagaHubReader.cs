using System.Text.Json;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Outcomes;
using Microsoft.DurableTask.Client;

namespace DurableSagas.Projections;

/// <summary>Reads a saga from the task hub itself: what it has recorded is true, whatever the views say.</summary>
public sealed class SagaHubReader(ISagaDefinitions definitions, TimeProvider time)
{
    /// <summary>Null when the task hub has no such instance, or it has not begun.</summary>
    public async Task<SagaView?> FindAsync(DurableTaskClient client, string instanceId, CancellationToken cancellationToken)
    {
        var asOf = time.GetUtcNow();
        var instance = await client.GetInstanceAsync(instanceId, getInputsAndOutputs: true, cancellationToken);
        return instance is not null && ProgressOf(instance) is { } progress ? View(instance, progress, asOf) : null;
    }

    private static SagaProgress? ProgressOf(OrchestrationMetadata instance) =>
        instance.SerializedCustomStatus is { Length: > 0 } status ? JsonSerializer.Deserialize<SagaProgress>(status, SagaJson.History) : null;

    private SagaView View(OrchestrationMetadata instance, SagaProgress progress, DateTimeOffset asOf)
    {
        var status = StatusOf(instance, progress);
        return new SagaView
        {
            Id = instance.InstanceId,
            Name = progress.Name,
            Protocol = progress.Protocol,
            Version = progress.Version,
            Status = status,
            CreatedAt = instance.CreatedAt,
            UpdatedAt = instance.LastUpdatedAt,
            Sequence = progress.Sequence,
            Request = definitions.ToRequest(progress.Name, progress.Version, instance.SerializedInput) is { } request ? JsonSerializer.Deserialize<JsonElement>(request, SagaJson.Options) : null,
            Outcome = instance.RuntimeStatus == OrchestrationRuntimeStatus.Completed ? JsonSerializer.Deserialize<SagaOutcome>(instance.SerializedOutput!, SagaJson.History)! with { Done = null } : null,
            // A failed instance's output is text, not JSON; its failure details are not kept by every task hub.
            Error = status is SagaStatus.Stuck or SagaStatus.Terminated ? instance.SerializedOutput : null,
            Steps = [.. progress.Steps.Select(step => new StepView(step.Name, step.Status, step.Attempts, step.StartedAt, step.FinishedAt, step.Error))],
            Consistency = Consistency.Strong,
            AsOf = asOf,
        };
    }

    private static SagaStatus StatusOf(OrchestrationMetadata instance, SagaProgress progress) => instance.RuntimeStatus switch
    {
        OrchestrationRuntimeStatus.Failed => SagaStatus.Stuck,
        OrchestrationRuntimeStatus.Terminated => SagaStatus.Terminated,
        _ => progress.Status,
    };
}
