using DurableSagas.LocalHost.Admin;
using DurableSagas.LocalHost.Http;
using DurableSagas.LocalHost.Http.Routes;
using DurableSagas.LocalHost.Management;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DurableSagas.LocalHost.Dispatch;

/// <summary>Gives each request to the host's own pages, to the management API or to the function whose route it matches.</summary>
internal sealed partial class HttpDispatcher(
    FunctionRoutes routes, HttpFunctionRunner runner, ManagementEndpoint management, AdminApi admin, Homepage homepage, ILogger<HttpDispatcher> logger)
{
    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            await DispatchAsync(context);
        }
        catch (BadHttpRequestException exception)
        {
            await ProblemAnswer.WriteAsync(context, exception.StatusCode, exception.Message);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone; there is nobody to answer.
        }
        catch (Exception exception)
        {
            LogFailed(exception, context.Request.Method, context.Request.Path);
            await ProblemAnswer.WriteAsync(context, StatusCodes.Status500InternalServerError, "The host failed; its log says why.");
        }
    }

    private Task DispatchAsync(HttpContext context)
    {
        if (ManagementEndpoint.Owns(context.Request.Path))
        {
            return management.HandleAsync(context);
        }

        if (AdminApi.Owns(context.Request.Path))
        {
            return admin.HandleAsync(context);
        }

        if (routes.Match(context, out var values) is { } route)
        {
            return runner.RunAsync(context, route, values);
        }

        if (Homepage.Owns(context.Request.Path))
        {
            return homepage.HandleAsync(context);
        }

        // Another verb of a known path is not found either, never 405: the real host routes by verb.
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    [LoggerMessage(1, LogLevel.Error, "The host failed on {Method} {Path}.")]
    private partial void LogFailed(Exception exception, string method, string path);
}
