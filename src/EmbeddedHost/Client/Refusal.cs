using DurableSagas.EmbeddedHost.TaskHub;
using DurableTask.Core;
using Grpc.Core;

namespace DurableSagas.EmbeddedHost.Client;

/// <summary>Why an instance does not take a request, as the gRPC client of Durable Functions reports it.</summary>
internal static class Refusal
{
    public static RpcException NotFound(string instanceId) =>
        Rpc(StatusCode.NotFound, $"No instance with ID '{instanceId}' was found.");

    public static RpcException? OfEvent(InstanceRow row) => row.IsTerminal
        ? Rpc(StatusCode.FailedPrecondition, "The orchestration instance with the provided instance id is not running.")
        : null;

    public static RpcException? OfTermination(InstanceRow row) => row.IsTerminal
        ? Rpc(
            StatusCode.FailedPrecondition,
            $"Cannot terminate the orchestration instance {row.Id} because instance is in the {row.Status} state.")
        : null;

    public static RpcException? OfSuspension(InstanceRow row) =>
        row.IsTerminal || row.Status == OrchestrationStatus.Suspended ? ByHandler() : null;

    public static RpcException? OfResumption(InstanceRow row) =>
        row.Status == OrchestrationStatus.Suspended ? null : ByHandler();

    private static RpcException ByHandler() => Rpc(StatusCode.Unknown, "Exception was thrown by handler.");

    private static RpcException Rpc(StatusCode code, string detail) => new(new Status(code, detail));
}
