using DurableSagas.EmbeddedHost.TaskHub;
using DurableTask.Core.Exceptions;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace DurableSagas.EmbeddedHost.Management;

/// <summary>Turns what the client throws into the documented status code.</summary>
internal static class ManagementFailure
{
    public static Task AnswerAsync(ManagementRequest request, Exception exception) => exception switch
    {
        OrchestrationAlreadyExistsException exists => ManagementResponse.MessageAsync(request, StatusCodes.Status409Conflict, exists.Message),
        RpcException { StatusCode: StatusCode.NotFound } => ManagementResponse.EmptyAsync(request, StatusCodes.Status404NotFound),
        RpcException { StatusCode: StatusCode.FailedPrecondition } => ManagementResponse.EmptyAsync(request, StatusCodes.Status410Gone),
        ArgumentException => ManagementResponse.ErrorAsync(
            request, StatusCodes.Status400BadRequest, "One or more of the arguments submitted is incorrect", exception),
        NotSupportedException => ManagementResponse.ErrorAsync(
            request, StatusCodes.Status501NotImplemented, "This host does not support the operation", exception),
        TaskHubUnavailableException or IOException => ManagementResponse.ErrorAsync(
            request, StatusCodes.Status503ServiceUnavailable, "The task hub is not available; nothing was changed", exception),
        _ => ManagementResponse.ErrorAsync(
            request, StatusCodes.Status500InternalServerError, "Something went wrong while processing your request", exception),
    };
}
