using DurableSagas.Testing.Hub;
using Grpc.Core;
using Microsoft.DurableTask.Protobuf;

namespace DurableSagas.Testing.Client;

/// <summary>The task hub as Microsoft's client knows it.</summary>
internal sealed class HubService(InstanceStarts starts, InstanceMessages messages, InstanceQueries queries, InstancePurges purges) : TaskHubSidecarService.TaskHubSidecarServiceBase
{
    public override Task<CreateInstanceResponse> StartInstance(CreateInstanceRequest request, ServerCallContext context) =>
        AnswerAsync(() => new CreateInstanceResponse { InstanceId = starts.Start(request) });

    public override Task<RestartInstanceResponse> RestartInstance(RestartInstanceRequest request, ServerCallContext context) =>
        AnswerAsync(() => new RestartInstanceResponse { InstanceId = starts.Restart(request) });

    public override Task<RaiseEventResponse> RaiseEvent(RaiseEventRequest request, ServerCallContext context) => AnswerAsync(() =>
    {
        messages.Raise(request);
        return new RaiseEventResponse();
    });

    public override Task<TerminateResponse> TerminateInstance(TerminateRequest request, ServerCallContext context) => AnswerAsync(() =>
    {
        messages.Terminate(request);
        return new TerminateResponse();
    });

    public override Task<SuspendResponse> SuspendInstance(SuspendRequest request, ServerCallContext context) => AnswerAsync(() =>
    {
        messages.Suspend(request);
        return new SuspendResponse();
    });

    public override Task<ResumeResponse> ResumeInstance(ResumeRequest request, ServerCallContext context) => AnswerAsync(() =>
    {
        messages.Resume(request);
        return new ResumeResponse();
    });

    public override Task<RewindInstanceResponse> RewindInstance(RewindInstanceRequest request, ServerCallContext context) => AnswerAsync(() =>
    {
        messages.Rewind(request);
        return new RewindInstanceResponse();
    });

    public override Task<GetInstanceResponse> GetInstance(GetInstanceRequest request, ServerCallContext context) => AnswerAsync(() => queries.Get(request));

    public override Task<QueryInstancesResponse> QueryInstances(QueryInstancesRequest request, ServerCallContext context) => AnswerAsync(() => queries.Page(request.Query));

    public override Task<PurgeInstancesResponse> PurgeInstances(PurgeInstancesRequest request, ServerCallContext context) =>
        AnswerAsync(() => new PurgeInstancesResponse { DeletedInstanceCount = purges.Purge(request), IsComplete = true });

    public override async Task StreamInstanceHistory(StreamInstanceHistoryRequest request, IServerStreamWriter<HistoryChunk> responseStream, ServerCallContext context) =>
        await responseStream.WriteAsync(queries.History(request.InstanceId));

    public override Task<GetInstanceResponse> WaitForInstanceStart(GetInstanceRequest request, ServerCallContext context) =>
        queries.WhenAsync(request, static status => status != OrchestrationStatus.Pending, context.CancellationToken);

    public override Task<GetInstanceResponse> WaitForInstanceCompletion(GetInstanceRequest request, ServerCallContext context) =>
        queries.WhenAsync(request, static status => status.IsOfAnEnd(), context.CancellationToken);

    // A client must find what went wrong in the task, as if it had come over a wire.
    private static Task<T> AnswerAsync<T>(Func<T> answer)
    {
        try
        {
            return Task.FromResult(answer());
        }
        catch (HostCrashedException)
        {
            return Task.FromException<T>(Refusal.Down());
        }
        catch (Exception refused)
        {
            return Task.FromException<T>(refused);
        }
    }
}
