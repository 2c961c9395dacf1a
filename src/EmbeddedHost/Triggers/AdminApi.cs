using System.Collections.Concurrent;
using System.Text.Json;
using DurableSagas.EmbeddedHost.Functions;
using DurableSagas.EmbeddedHost.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.EmbeddedHost.Triggers;

/// <summary>Runs a function by hand, as the host's admin API does: <c>POST /admin/functions/{name}</c> with <c>{"input":"…"}</c> answers 202 at once.</summary>
internal sealed class AdminApi(FunctionCatalog catalog, IEnumerable<ITriggerListener> listeners, FunctionInvoker invoker, FunctionKeys keys) : IDisposable
{
    private const string Base = "/admin/functions";

    private readonly ConcurrentDictionary<Task, bool> _running = new();
    private readonly CancellationTokenSource _givenUp = new();

    public static bool Owns(PathString path) => path.StartsWithSegments(Base, StringComparison.OrdinalIgnoreCase);

    public async Task HandleAsync(HttpContext http)
    {
        if (!keys.Allow(http.Request, AuthorizationLevel.Admin, string.Empty))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        if (!HttpMethods.IsPost(http.Request.Method))
        {
            http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }

        using var body = await RequestBody.ReadAsync(http.Request);
        http.Response.StatusCode = Find(http.Request.Path) is not { } function ? StatusCodes.Status404NotFound
            : InputOf(body) is not { } input ? StatusCodes.Status400BadRequest
            : Start(function, input) ? StatusCodes.Status202Accepted
            : StatusCodes.Status400BadRequest;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await using var giveUp = cancellationToken.Register(_givenUp.Cancel);
        await Task.WhenAll(_running.Keys);
    }

    public void Dispose() => _givenUp.Dispose();

    private AppFunction? Find(PathString path) => path.StartsWithSegments(Base, StringComparison.OrdinalIgnoreCase, out var name)
        ? catalog.All.FirstOrDefault(function => function.Name.Equals(name.Value?.Trim('/'), StringComparison.OrdinalIgnoreCase) && !catalog.Disabled.Contains(function))
        : null;

    private bool Start(AppFunction function, string input)
    {
        if (listeners.Select(listener => listener.ByHand(function, input)).FirstOrDefault(trigger => trigger is not null) is not { } call)
        {
            return false;
        }

        var run = RunAsync(function, call);
        _running[run] = true;
        _ = run.ContinueWith(ended => _running.TryRemove(ended, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return true;
    }

    private async Task RunAsync(AppFunction function, InvocationTrigger call)
    {
        await Task.Yield();
        try
        {
            await invoker.RunAsync(function, call, _ => ValueTask.FromResult(true), _givenUp.Token);
        }
        catch (Exception)
        {
            // The invoker has logged it, and nobody waits for it.
        }
    }

    private static string? InputOf(MemoryStream body)
    {
        if (body.Length == 0)
        {
            return string.Empty;
        }

        try
        {
            body.Position = 0;
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind != JsonValueKind.Object ? null
                : !document.RootElement.TryGetProperty("input", out var input) ? string.Empty
                : input.ValueKind == JsonValueKind.String ? input.GetString() : input.GetRawText();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
