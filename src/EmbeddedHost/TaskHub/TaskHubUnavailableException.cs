using Grpc.Core;

namespace DurableSagas.EmbeddedHost.TaskHub;

/// <summary>The task hub could not record or read something; nothing was changed, and the caller may ask again.</summary>
/// <remarks>An <see cref="RpcException"/>, since that is what an app on Azure sees when its task hub does not answer.</remarks>
public sealed class TaskHubUnavailableException(string message, Exception? innerException = null)
    : RpcException(new Status(StatusCode.Unavailable, message, innerException), message);
