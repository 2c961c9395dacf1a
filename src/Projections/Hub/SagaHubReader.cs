using System.Text.Json;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Timelines;
using DurableSagas.Sagas.Views;
using Microsoft.DurableTask.Client;

namespace DurableSagas.Projections.Hub;

/// <summary>Reads a saga from the task hub itself: what it has recorded is true, whatever the views say.</summary>
public sealed class SagaHubReader(ISagaDefinitions definitions, TimeProvider time)
{
    /// <summary>Null when the task hub has no such instance, or it has not begun, or is no saga.</summary>
    public async Task<SagaView?> FindAsync(DurableTaskClient client, string instanceId, CancellationToken cancellationToken) =>
        ViewOf(await ReadAsync(client, instanceId, cancellationToken));

    internal async Task<HubReading> ReadAsync(DurableTaskClient client, string instanceId, CancellationToken cancellationToken)
    {
        var asOf = time.GetUtcNow();
        var instances = await SagaInstances.FindAsync(client, instanceId, cancellationToken);
        var failed = instances is null ? null : await FailedInstance.OfAsync(client, instances.Last, history: null, cancellationToken);
        return new HubReading(asOf, instances, instances is null ? null : SagaStanding.Of(instances.Last, failed?.Status), failed);
    }

    /// <inheritdoc cref="FindAsync"/>
    internal SagaView? ViewOf(HubReading reading) =>
        reading is { Instances: { } instances, Standing: { } standing, Progress: { } progress }
            ? View(instances, standing, progress, reading.Failed, reading.AsOf)
            : null;

    private SagaView View(SagaInstances instances, SagaStanding standing, SagaProgress progress, FailedInstance? failed, DateTimeOffset asOf)
    {
        var (own, last) = (instances.Own, instances.Last);
        var request = definitions.ToRequest(progress.Name, progress.Version, own.SerializedInput);
        return new SagaView
        {
            Id = own.InstanceId,
            Name = progress.Name,
            Protocol = progress.Protocol,
            Version = progress.Version,
            Status = standing.Status,
            CreatedAt = own.CreatedAt,
            UpdatedAt = last.LastUpdatedAt,
            Sequence = progress.Sequence,
            Parent = SubSagaId.Parts(own.InstanceId).Parent,
            Request = request is null ? null : JsonSerializer.Deserialize<JsonElement>(request, SagaJson.Options),
            Outcome = instances.Outcome is { } ended ? ended with { Done = null } : null,
            // Its failure details are not kept by every task hub.
            Error = OutsideEnd.Of(last, standing)?.Error,
            StuckAt = failed?.StuckAt,
            Steps = [.. progress.Steps.Zip(NamesOf(progress, request), (step, name) => StepOf(step, name, failed?.Rows.Steps.GetValueOrDefault(step.Ordinal)))],
            Consistency = Consistency.Strong,
            AsOf = asOf,
        };
    }

    // What its last attempt left it as, the orchestrator does not know any more; nor its attempts.
    private static StepView StepOf(StepTimeline step, string name, StepRow? told) =>
        StepView.Of(told is { Step.Status: StepStatus.Stuck } ? told.Step : step, name) with { Kept = told?.Tries ?? [] };

    // A custom status that was too long for them tells steps without their names.
    private IEnumerable<string> NamesOf(SagaProgress progress, string? request)
    {
        var known = progress.Steps.Any(step => step.Name.Length == 0) ? definitions.Find(progress.Name, progress.Version, request)?.Definition.Steps : null;
        return progress.Steps.Select(step => step.Name.Length > 0 ? step.Name : known?.ElementAtOrDefault(step.Ordinal)?.Name ?? $"step {step.Ordinal + 1}");
    }
}
