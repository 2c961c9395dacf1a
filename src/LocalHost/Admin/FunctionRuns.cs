using System.Collections.Concurrent;
using System.Text.Json;
using DurableSagas.LocalHost.Functions;
using DurableSagas.LocalHost.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DurableSagas.LocalHost.Admin;

/// <summary>Runs a function by hand: <c>POST admin/functions/{name}</c> with <c>{"input":"…"}</c> answers 202 at once.</summary>
internal sealed partial class FunctionRuns(IFunctionCatalog catalog, IFunctionCalls calls, ILogger<FunctionRuns> logger) : IHostedService, IDisposable
{
    private readonly ConcurrentDictionary<Task, bool> _running = new();
    private readonly CancellationTokenSource _givenUp = new();

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await using var giveUp = cancellationToken.Register(_givenUp.Cancel);
        await Task.WhenAll(_running.Keys);
    }

    public void Dispose() => _givenUp.Dispose();

    public async Task StartAsync(HttpContext http, string name)
    {
        var body = await RequestBody.ReadAsync(http.Request);
        if (catalog.Find(name) is not { IsDisabled: false } function)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
        }
        else if (!TryRead(body, out var input))
        {
            await ProblemAnswer.WriteAsync(http, StatusCodes.Status400BadRequest, """The body is no JSON object; expected {"input":"…"}.""");
        }
        else if (function.Kind is not (FunctionKind.Queue or FunctionKind.Timer))
        {
            await ProblemAnswer.WriteAsync(
                http,
                StatusCodes.Status400BadRequest,
                $"Function '{function.Name}' has a {function.Trigger.Type}; this host runs queue and timer functions by hand.");
        }
        else
        {
            Start(function, input);
            http.Response.StatusCode = StatusCodes.Status202Accepted;
        }
    }

    private void Start(AppFunction function, string? input)
    {
        var run = RunAsync(function, input);
        _running[run] = true;
        _ = run.ContinueWith(
            ended => _running.TryRemove(ended, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private async Task RunAsync(AppFunction function, string? input)
    {
        await Task.Yield();
        try
        {
            await calls.CallAsync(function, input, _givenUp.Token);
        }
        catch (Exception exception)
        {
            LogFailed(exception, function.Name);
        }
    }

    private static bool TryRead(ReadOnlyMemory<byte> body, out string? input)
    {
        input = null;
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return false;
            }

            input = document.RootElement.TryGetProperty("input", out var value) && value.ValueKind != JsonValueKind.Null
                ? value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText()
                : null;
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    [LoggerMessage(1, LogLevel.Error, "Function '{FunctionName}', run by hand, failed.")]
    private partial void LogFailed(Exception exception, string functionName);
}
