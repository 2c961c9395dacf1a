using DurableSagas.EmbeddedHost.Hosting;
using DurableSagas.EmbeddedHost.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DurableSagas.EmbeddedHost.Management;

/// <summary>The Durable management API, <c>/runtime/webhooks/durabletask</c>, route by route as the extension has it.</summary>
internal sealed partial class ManagementApi(
    FunctionKeys keys,
    HostJson hostJson,
    StartRoutes start,
    StatusRoutes status,
    CommandRoutes commands,
    PurgeRoutes purge,
    ILogger<ManagementApi> logger)
{
    public const string BasePath = "/runtime/webhooks/durabletask";

    public static bool Owns(PathString path) => path.StartsWithSegments(BasePath, StringComparison.OrdinalIgnoreCase);

    public async Task HandleAsync(HttpContext http)
    {
        var request = new ManagementRequest(http, ManagementPath.Below(BasePath, RequestUrl.Target(http)));
        if (!keys.AllowManagement(http.Request))
        {
            await ManagementResponse.EmptyAsync(request, StatusCodes.Status401Unauthorized);
            return;
        }

        try
        {
            await DispatchAsync(request);
        }
        catch (Exception exception) when (exception is not (BadHttpRequestException or OperationCanceledException) && !http.Response.HasStarted)
        {
            LogFailed(exception, request.Verb, http.Request.Path);
            await ManagementFailure.AnswerAsync(request, exception);
        }
    }

    private Task DispatchAsync(ManagementRequest request)
    {
        if (request.Text("taskHub") is { Length: > 0 } hub && !hub.Equals(hostJson.Engine.HubName, StringComparison.OrdinalIgnoreCase))
        {
            return ManagementResponse.MessageAsync(
                request, StatusCodes.Status400BadRequest, $"This host has task hub '{hostJson.Engine.HubName}' only; '{hub}' was asked for.");
        }

        return (request.Path[0].ToUpperInvariant(), request.Path.Count) switch
        {
            ("ORCHESTRATORS", 2 or 3) => start.HandleAsync(request),
            ("INSTANCES", 1) when HttpMethods.IsDelete(request.Verb) => purge.PurgeManyAsync(request),
            ("INSTANCES", 1) => status.ListAsync(request),
            ("INSTANCES", 2) when HttpMethods.IsDelete(request.Verb) => purge.PurgeOneAsync(request),
            ("INSTANCES", 2) => status.GetAsync(request),
            ("INSTANCES", 3 or 4) => commands.HandleAsync(request),
            ("ENTITIES", <= 3) => ManagementResponse.MessageAsync(
                request, StatusCodes.Status501NotImplemented, "The embedded host has no entities. Run the app on Azure Functions to use them."),
            ("MAKEPRIMARY", 1) => ManagementResponse.EmptyAsync(request, StatusCodes.Status200OK),
            _ => ManagementResponse.EmptyAsync(request, StatusCodes.Status404NotFound),
        };
    }

    [LoggerMessage(1, LogLevel.Debug, "Management request {Method} {Path} was refused.")]
    private partial void LogFailed(Exception exception, string method, string path);
}
