using DurableSagas.LocalHost.Functions;
using DurableSagas.LocalHost.Http.Forwarding;
using DurableSagas.LocalHost.Http.Messages;
using DurableSagas.LocalHost.Http.Routes;
using DurableSagas.LocalHost.Keys;
using DurableSagas.LocalHost.Worker;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace DurableSagas.LocalHost.Http;

/// <summary>Runs an HTTP function for a request and sends what it gives; what goes wrong in it is an empty 500, as the real host has it.</summary>
internal sealed partial class HttpFunctionRunner(
    HostKeys keys,
    ClientPrincipal principal,
    IHttpFunctions functions,
    IAppWorker worker,
    WorkerGate gate,
    HttpForwarding forwarding,
    ILogger<HttpFunctionRunner> logger)
{
    private static readonly TimeSpan _retryAfter = TimeSpan.FromSeconds(2);

    public async Task RunAsync(HttpContext http, FunctionRoute route, RouteValueDictionary values)
    {
        var level = keys.LevelOf(http.Request, route.Function.Name);
        if (!HostKeys.Suffices(level, route.Level))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        http.User = principal.Of(http.Request, level);
        RequestBody.Refuse(http.Request);
        try
        {
            await gate.WaitAsync(http.RequestAborted);
            await (worker.HttpUri is null ? CallAsync(http, route.Function, values) : forwarding.CallAsync(http, route.Function, values));
        }
        catch (WorkerProcessExitException exception)
        {
            await RefuseAsync(http, route.Function, exception);
        }
        catch (FunctionFailedException)
        {
            // The engine has logged it, with the function and the invocation.
            Fail(http);
        }
    }

    private async Task CallAsync(HttpContext http, AppFunction function, RouteValueDictionary values)
    {
        var body = await RequestBody.ReadAsync(http.Request);
        var answer = await gate.CallAsync(
            () => functions.CallAsync(function, RpcRequest.Of(http, values, body), sent: null, http.RequestAborted), http.RequestAborted);
        try
        {
            await RpcAnswer.WriteAsync(http, answer);
        }
        catch (Exception exception) when (exception is InvalidOperationException or FormatException or ArgumentException)
        {
            LogNotSent(exception, function.Name);
            Fail(http);
        }
    }

    private static Task RefuseAsync(HttpContext http, AppFunction function, WorkerProcessExitException exception) => exception.WasSent
        ? ProblemAnswer.WriteAsync(
            http,
            StatusCodes.Status502BadGateway,
            $"The app's worker process ended while it ran '{function.Name}'. What the function had done is done; ask before you repeat it.",
            _retryAfter)
        : ProblemAnswer.WriteAsync(
            http, StatusCodes.Status503ServiceUnavailable, $"The app's worker process is not running, so '{function.Name}' was not called.", _retryAfter);

    private static void Fail(HttpContext http)
    {
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }

        http.Response.Clear();
        http.Response.StatusCode = StatusCodes.Status500InternalServerError;
    }

    [LoggerMessage(1, LogLevel.Error, "The response of function '{FunctionName}' could not be sent.")]
    private partial void LogNotSent(Exception exception, string functionName);
}
