using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Timelines;
using Microsoft.DurableTask.Client;

namespace DurableSagas.Projections.Hub;

/// <summary>Where a saga stands by the task hub's word: commands are judged by it, and say so when they refuse.</summary>
/// <param name="IsUnderWay">It has not ended; a suspended one goes on when it is resumed.</param>
/// <param name="Progress">Null when nothing of it has run yet, or it is no saga.</param>
public sealed record SagaStanding(SagaStatus Status, bool IsUnderWay, bool IsSuspended, SagaProgress? Progress)
{
    /// <summary>The instance that says so: the saga's own, or the one that undoes it; empty where none did.</summary>
    public string InstanceId { get; init; } = string.Empty;

    /// <summary>Null when the task hub has no such instance.</summary>
    public static async Task<SagaStanding?> FindAsync(DurableTaskClient client, string id, CancellationToken cancellationToken) =>
        await SagaInstances.FindAsync(client, id, cancellationToken) is { } instances
            ? await OfAsync(client, instances.Last, cancellationToken)
            : null;

    /// <param name="instance">With its custom status.</param>
    public static async Task<SagaStanding> OfAsync(DurableTaskClient client, OrchestrationMetadata instance, CancellationToken cancellationToken) =>
        Of(instance, (await FailedInstance.OfAsync(client, instance, history: null, cancellationToken))?.Status);

    /// <param name="instance">With its custom status.</param>
    /// <param name="failedAs">Of a failed instance <see cref="SagaStatus.Stuck"/> or <see cref="SagaStatus.Failed"/>: its history tells.</param>
    public static SagaStanding Of(OrchestrationMetadata instance, SagaStatus? failedAs)
    {
        var progress = SagaProgress.Read(instance.SerializedCustomStatus);
        var standing = instance.RuntimeStatus switch
        {
            OrchestrationRuntimeStatus.Failed => Ended(failedAs!.Value),
            OrchestrationRuntimeStatus.Completed => Ended(progress?.Status ?? SagaStatus.Completed),
            OrchestrationRuntimeStatus.Pending => new(SagaStatus.Pending, true, false, progress),
            OrchestrationRuntimeStatus.Suspended => new(progress?.Status ?? SagaStatus.Pending, true, true, progress),
            var status when instance.IsRunning || status == OrchestrationRuntimeStatus.Running =>
                new(progress?.Status ?? SagaStatus.Running, true, false, progress),
            _ => Ended(SagaStatus.Terminated),
        };
        return standing with { InstanceId = instance.InstanceId };

        SagaStanding Ended(SagaStatus status) => new(status, false, false, progress);
    }

    /// <summary>As a message names it.</summary>
    public override string ToString() => IsSuspended ? $"suspended while {Status}" : $"{Status}";
}
