using Grpc.Core;

namespace DurableSagas.Testing.Client;

/// <summary>Why the task hub does not do what it is asked, as the Durable extension says it.</summary>
internal static class Refusal
{
    public static RpcException NotFound(string instanceId) => new(new Status(StatusCode.NotFound, $"No instance with ID '{instanceId}' was found."));

    public static RpcException WrongState(string detail) => new(new Status(StatusCode.FailedPrecondition, detail));

    public static RpcException Exists(string detail) => new(new Status(StatusCode.AlreadyExists, detail));

    public static RpcException BadArgument(string detail) => new(new Status(StatusCode.InvalidArgument, detail));

    /// <summary>The host has crashed over it: whether it was recorded, the caller cannot know.</summary>
    public static RpcException Down() => new(new Status(StatusCode.Unavailable, "The host has crashed, as the test ordered."));
}
