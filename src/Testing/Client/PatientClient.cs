using DurableSagas.Sagas;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Timelines;
using DurableSagas.Sagas.Running.Undoing;
using DurableSagas.Testing.Running;
using Grpc.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableSagas.Testing.Client;

/// <summary>Asks the task hub as any caller should: when the host crashes over it, looks whether it was recorded, and asks again if not.</summary>
internal sealed class PatientClient(DurableTaskClient client, HostTime host)
{
    public async Task<string> StartAsync(string orchestrator, object request, StartOrchestrationOptions options)
    {
        await AskAsync(
            () => client.ScheduleNewOrchestrationInstanceAsync(orchestrator, request, options),
            async () => await client.GetInstanceAsync(options.InstanceId!) is not null);
        return options.InstanceId!;
    }

    public Task RewindAsync(string id, string reason) => AskAsync(
        () => client.RewindInstanceAsync(id, reason),
        async () => await client.GetInstanceAsync(id) is not { RuntimeStatus: OrchestrationRuntimeStatus.Failed });

    /// <param name="own">The instance that has completed.</param>
    /// <returns>The id of the instance that undoes it.</returns>
    public Task<string> UndoAsync(OrchestrationMetadata own, string reason)
    {
        var version = SagaProgress.Read(own.SerializedCustomStatus)?.Version ?? 1;
        return StartAsync(
            own.Name,
            SagaUndo.InputOf(own.SerializedInput!, own.ReadOutputAs<SagaOutcome>()!, reason),
            new StartOrchestrationOptions(SubSagaId.UndoInstanceOf(own.InstanceId)) { Version = new TaskVersion($"{version}") });
    }

    public Task RaiseAsync(string id, string name, object payload, Func<bool> isRecorded) =>
        AskAsync(() => client.RaiseEventAsync(id, name, payload), () => Task.FromResult(isRecorded()));

    private async Task AskAsync(Func<Task> ask, Func<Task<bool>> isRecorded)
    {
        try
        {
            await ask();
        }
        catch (RpcException down) when (down.StatusCode is StatusCode.Unavailable)
        {
            await host.SettleAsync();
            await (await isRecorded() ? Task.CompletedTask : ask());
        }
    }
}
