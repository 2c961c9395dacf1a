using DurableSagas.EmbeddedHost.Functions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace DurableSagas.EmbeddedHost.Http;

/// <summary>Runs an HTTP function for a request and sends what it gives; whatever goes wrong in it is an empty 500.</summary>
internal sealed partial class HttpFunctionRunner(FunctionKeys keys, FunctionInvoker invoker, ILogger<HttpFunctionRunner> logger)
{
    public async Task RunAsync(HttpContext http, FunctionRoute route, RouteValueDictionary values)
    {
        if (!keys.Allow(http.Request, route.Trigger.AuthLevel, route.Function.Name))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var body = await RequestBody.ReadAsync(http.Request);
        if (await InvokeAsync(http, route, new HttpCall(http, values, body)) is { } outcome)
        {
            await SendAsync(http, route.Function, outcome);
        }
    }

    private async Task<HttpOutcome?> InvokeAsync(HttpContext http, FunctionRoute route, HttpCall call)
    {
        try
        {
            return await invoker.RunAsync(route.Function, call, HttpOutcome.ReadAsync, http.RequestAborted);
        }
        catch (Exception)
        {
            // The invoker has logged it, with the function and the invocation.
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return null;
        }
    }

    private async Task SendAsync(HttpContext http, AppFunction function, HttpOutcome outcome)
    {
        try
        {
            await outcome.WriteAsync(http);
        }
        catch (Exception exception) when (!http.RequestAborted.IsCancellationRequested)
        {
            LogNotSent(exception, function.Name);
            if (!http.Response.HasStarted)
            {
                http.Response.Clear();
                http.Response.StatusCode = StatusCodes.Status500InternalServerError;
            }
        }
    }

    [LoggerMessage(1, LogLevel.Error, "The response of function '{FunctionName}' could not be sent.")]
    private partial void LogNotSent(Exception exception, string functionName);
}
