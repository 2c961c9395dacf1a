using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Timelines;
using Microsoft.DurableTask.Client;

namespace DurableSagas.Projections.Hub;

/// <summary>Where a saga stands by the task hub's word: commands are judged by it, and say so when they refuse.</summary>
/// <param name="InstanceId">Of the instance that says so: the saga's own, or the one that undoes it.</param>
/// <param name="IsUnderWay">It has not ended; a suspended one goes on when it is resumed.</param>
/// <param name="Progress">Null when nothing of it has run yet, or it is no saga.</param>
public sealed record SagaStanding(string InstanceId, SagaStatus Status, bool IsUnderWay, bool IsSuspended, SagaProgress? Progress)
{
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
        return instance.RuntimeStatus switch
        {
            OrchestrationRuntimeStatus.Failed => Ended(failedAs!.Value),
            OrchestrationRuntimeStatus.Completed => Ended(progress?.Status ?? SagaStatus.Completed),
            OrchestrationRuntimeStatus.Pending => UnderWay(SagaStatus.Pending),
            OrchestrationRuntimeStatus.Suspended => UnderWay(progress?.Status ?? SagaStatus.Pending) with { IsSuspended = true },
            var status when instance.IsRunning || status == OrchestrationRuntimeStatus.Running =>
                UnderWay(progress?.Status ?? SagaStatus.Running),
            _ => Ended(SagaStatus.Terminated),
        };

        SagaStanding UnderWay(SagaStatus status) => Ended(status) with { IsUnderWay = true };

        SagaStanding Ended(SagaStatus status) => new(instance.InstanceId, status, false, false, progress);
    }

    /// <summary>As a message names it.</summary>
    public override string ToString() => IsSuspended ? $"suspended while {Status}" : $"{Status}";
}
