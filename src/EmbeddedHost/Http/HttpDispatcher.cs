using DurableSagas.EmbeddedHost.Management;
using DurableSagas.EmbeddedHost.Triggers;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace DurableSagas.EmbeddedHost.Http;

/// <summary>Gives each request to the management API or to the function whose route it matches.</summary>
internal sealed partial class HttpDispatcher(
    FunctionRoutes routes, HttpFunctionRunner runner, ManagementApi management, AdminApi admin, ILogger<HttpDispatcher> logger) : IHttpApplication<HttpContext>
{
    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
        // Kestrel owns the features that the context is made of.
    }

    public async Task ProcessRequestAsync(HttpContext context)
    {
        try
        {
            await DispatchAsync(context);
        }
        catch (BadHttpRequestException exception)
        {
            Refuse(context, exception.StatusCode);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone; there is nobody to answer.
        }
        catch (Exception exception)
        {
            LogFailed(exception, context.Request.Method, context.Request.Path);
            Refuse(context, StatusCodes.Status500InternalServerError);
        }
    }

    private Task DispatchAsync(HttpContext context)
    {
        if (ManagementApi.Owns(context.Request.Path))
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

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static void Refuse(HttpContext context, int statusCode)
    {
        if (!context.Response.HasStarted)
        {
            context.Response.Clear();
            context.Response.StatusCode = statusCode;
        }
    }

    [LoggerMessage(1, LogLevel.Error, "The host failed on {Method} {Path}.")]
    private partial void LogFailed(Exception exception, string method, string path);
}
