using DurableSagas.EmbeddedHost.Hosting;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace DurableSagas.EmbeddedHost.Management;

/// <summary>POST instances/{id}/{operation}: what an operator, or another system, does to an instance.</summary>
internal sealed class CommandRoutes(IDurableEngine engine, CheckStatus checkStatus)
{
    public Task HandleAsync(ManagementRequest request)
    {
        var operation = HttpMethods.IsPost(request.Verb) ? request.Path[2].ToUpperInvariant() : string.Empty;
        return (operation, request.Path.Count) switch
        {
            ("RAISEEVENT", 4) => OnLiveAsync(request, RaiseEventAsync),
            ("TERMINATE", 3) => OnLiveAsync(request, TerminateAsync),
            ("SUSPEND", 3) => OnLiveAsync(request, SuspendAsync),
            ("RESUME", 3) => OnLiveAsync(request, ResumeAsync),
            ("REWIND", 3) => RewindAsync(request),
            ("RESTART", 3) => RestartAsync(request),
            _ => ManagementResponse.EmptyAsync(request, StatusCodes.Status404NotFound),
        };
    }

    private async Task OnLiveAsync(ManagementRequest request, Func<ManagementRequest, OrchestrationMetadata, Task> command)
    {
        var instance = await engine.Client.GetInstanceAsync(request.Path[1], getInputsAndOutputs: false, request.Aborted);
        await (instance is null ? ManagementResponse.EmptyAsync(request, StatusCodes.Status404NotFound)
            : InstanceState.HasEnded(instance.RuntimeStatus) ? ManagementResponse.EmptyAsync(request, StatusCodes.Status410Gone)
            : command(request, instance));
    }

    private async Task RaiseEventAsync(ManagementRequest request, OrchestrationMetadata instance)
    {
        if (!IsJson(request.Http.Request.ContentType))
        {
            await ManagementResponse.MessageAsync(
                request, StatusCodes.Status400BadRequest, "Only application/json request content is supported");
            return;
        }

        var (payload, fault) = await JsonBody.ReadAsync(request);
        if (fault is not null)
        {
            await ManagementResponse.ErrorAsync(request, StatusCodes.Status400BadRequest, "Invalid JSON content", fault);
            return;
        }

        await engine.Client.RaiseEventAsync(instance.InstanceId, request.Path[3], payload, request.Aborted);
        await ManagementResponse.EmptyAsync(request, StatusCodes.Status202Accepted);
    }

    private async Task TerminateAsync(ManagementRequest request, OrchestrationMetadata instance)
    {
        await engine.Client.TerminateInstanceAsync(instance.InstanceId, (object?)request.Text("reason"), request.Aborted);
        await ManagementResponse.EmptyAsync(request, StatusCodes.Status202Accepted);
    }

    private Task SuspendAsync(ManagementRequest request, OrchestrationMetadata instance) => SwitchAsync(
        request,
        instance.RuntimeStatus == OrchestrationRuntimeStatus.Suspended,
        () => engine.Client.SuspendInstanceAsync(instance.InstanceId, request.Text("reason"), request.Aborted));

    private Task ResumeAsync(ManagementRequest request, OrchestrationMetadata instance) => SwitchAsync(
        request,
        instance.RuntimeStatus != OrchestrationRuntimeStatus.Suspended,
        () => engine.Client.ResumeInstanceAsync(instance.InstanceId, request.Text("reason"), request.Aborted));

    // The documented answers are 202, 404 and 410. The extension lets its client's refusal out as a 500 when an
    // instance is already as it is asked to be; here that is done, and 202.
    private async Task SwitchAsync(ManagementRequest request, bool isDone, Func<Task> command)
    {
        try
        {
            await (isDone ? Task.CompletedTask : command());
        }
        catch (RpcException refused) when (refused.StatusCode == StatusCode.Unknown)
        {
            // Somebody else was faster; what the instance is now decides.
            await OnLiveAsync(request, AcceptAsync);
            return;
        }

        await ManagementResponse.EmptyAsync(request, StatusCodes.Status202Accepted);
    }

    private static Task AcceptAsync(ManagementRequest request, OrchestrationMetadata instance) =>
        ManagementResponse.EmptyAsync(request, StatusCodes.Status202Accepted);

    private async Task RewindAsync(ManagementRequest request)
    {
        var instance = await engine.Client.GetInstanceAsync(request.Path[1], getInputsAndOutputs: false, request.Aborted);
        if (instance is not { RuntimeStatus: OrchestrationRuntimeStatus.Failed })
        {
            await (instance is null
                ? ManagementResponse.TextAsync(request, StatusCodes.Status404NotFound, $"No instance with ID '{request.Path[1]}' was found.")
                : ManagementResponse.TextAsync(
                    request, StatusCodes.Status412PreconditionFailed, "The rewind operation is only supported on failed orchestration instances."));
            return;
        }

        try
        {
            await engine.Client.RewindInstanceAsync(instance.InstanceId, request.Text("reason") ?? string.Empty, request.Aborted);
        }
        catch (InvalidOperationException refused) when (refused is not ObjectDisposedException)
        {
            await ManagementResponse.TextAsync(request, StatusCodes.Status412PreconditionFailed, refused.Message);
            return;
        }

        await ManagementResponse.EmptyAsync(request, StatusCodes.Status202Accepted);
    }

    private async Task RestartAsync(ManagementRequest request)
    {
        var wait = CheckStatus.WaitOf(request);
        var withNewId = request.Flag("restartWithNewInstanceId", absent: true);
        var instance = await engine.Client.GetInstanceAsync(request.Path[1], getInputsAndOutputs: false, request.Aborted);
        if (instance is null)
        {
            await ManagementResponse.MessageAsync(
                request, StatusCodes.Status400BadRequest, "InstanceId does not match a valid orchestration instance.");
            return;
        }

        if (!withNewId && !InstanceState.HasEnded(instance.RuntimeStatus))
        {
            await ManagementResponse.MessageAsync(
                request, StatusCodes.Status409Conflict, "A non-terminal instance with this instance ID already exists.");
            return;
        }

        var restarted = await engine.Client.RestartAsync(instance.InstanceId, withNewId, request.Aborted);
        await checkStatus.AnswerAsync(request, restarted, wait);
    }

    private static bool IsJson(string? contentType) =>
        contentType?.Split(';')[0].Trim().Equals("application/json", StringComparison.OrdinalIgnoreCase) is true;
}
