using DurableSagas.LocalHost.Keys;
using Microsoft.AspNetCore.Http;

namespace DurableSagas.LocalHost.Admin;

/// <summary>The host's own pages below <c>/admin</c>, for who shows the master key; the ping is anybody's.</summary>
internal sealed class AdminApi(HostKeys keys, HostStatus status, FunctionList functions, FunctionRuns runs)
{
    private const string Base = "/admin";

    public static bool Owns(PathString path) => path.StartsWithSegments(Base, StringComparison.OrdinalIgnoreCase);

    public Task HandleAsync(HttpContext http)
    {
        var parts = http.Request.Path.Value!.Trim('/').Split('/')[1..];
        if (Is(parts, "host", "ping") && IsOneOf(http, HttpMethods.Get, HttpMethods.Post))
        {
            http.Response.Headers.CacheControl = "no-store";
            return Task.CompletedTask;
        }

        return Page(http, parts) is not { } page ? AnswerAsync(http, StatusCodes.Status404NotFound)
            : keys.LevelOf(http.Request) switch
            {
                AccessLevel.Admin => page(),
                AccessLevel.Anonymous => AnswerAsync(http, StatusCodes.Status401Unauthorized),
                _ => AnswerAsync(http, StatusCodes.Status403Forbidden),
            };
    }

    private Func<Task>? Page(HttpContext http, string[] parts) => http.Request.Method switch
    {
        "GET" when Is(parts, "host", "status") => () => http.Response.WriteAsJsonAsync(status.Read(), http.RequestAborted),
        "GET" when Is(parts, "functions") => () => http.Response.WriteAsJsonAsync(functions.All(), http.RequestAborted),
        "GET" when Is(parts, "functions", "*") => () => FoundAsync(http, functions.Find(parts[1])),
        "GET" when Is(parts, "functions", "*", "status") => () => FoundAsync(http, functions.StatusOf(parts[1])),
        "POST" when Is(parts, "functions", "*") => () => runs.StartAsync(http, parts[1]),
        _ => null,
    };

    private static Task FoundAsync(HttpContext http, object? found) =>
        found is null ? AnswerAsync(http, StatusCodes.Status404NotFound) : http.Response.WriteAsJsonAsync(found, http.RequestAborted);

    private static Task AnswerAsync(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private static bool Is(string[] parts, params ReadOnlySpan<string> names)
    {
        if (parts.Length != names.Length)
        {
            return false;
        }

        for (var index = 0; index < parts.Length; index++)
        {
            if (names[index] != "*" && !parts[index].Equals(names[index], StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsOneOf(HttpContext http, params ReadOnlySpan<string> verbs) => verbs.Contains(http.Request.Method);
}
