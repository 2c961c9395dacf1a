using DurableSagas.LocalHost.Http;
using DurableSagas.LocalHost.Keys;
using DurableSagas.LocalHost.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace DurableSagas.LocalHost.Management;

/// <summary>Hands requests below <c>/runtime/webhooks/durabletask</c> to the extension: those that it can answer at all.</summary>
/// <remarks>The extension answers 500 to much that is only a bad request; what can be told beforehand is refused here, the rest by what it says.</remarks>
internal sealed partial class ManagementEndpoint(
    HostKeys keys, IConfiguration configuration, IManagementApi extension, ILogger<ManagementEndpoint> logger)
{
    public const string BasePath = "/runtime/webhooks/durabletask";

    // The real host hands on these; another verb is not found.
    private static readonly string[] _verbs = ["GET", "PUT", "POST", "DELETE", "OPTIONS"];

    private readonly string _taskHub = TaskHubName.Of(configuration);

    public static bool Owns(PathString path) => path.StartsWithSegments("/runtime", StringComparison.OrdinalIgnoreCase);

    public async Task HandleAsync(HttpContext http)
    {
        if (!_verbs.Contains(http.Request.Method) || !http.Request.Path.StartsWithSegments(BasePath, StringComparison.OrdinalIgnoreCase, out var path))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var level = keys.LevelOf(http.Request);
        if (!HostKeys.Suffices(level, AccessLevel.System))
        {
            http.Response.StatusCode = level == AccessLevel.Anonymous ? StatusCodes.Status401Unauthorized : StatusCodes.Status403Forbidden;
            return;
        }

        var body = await RequestBody.ReadAsync(http.Request);
        if ((ManagementQuery.Fault(http.Request.Query, _taskHub, configuration) ?? ManagementBody.Fault(path, http.Request, ref body)) is { } fault)
        {
            await ProblemAnswer.WriteAsync(http, StatusCodes.Status400BadRequest, fault);
            return;
        }

        await AskAsync(http, body);
    }

    private async Task AskAsync(HttpContext http, ReadOnlyMemory<byte> body)
    {
        using var request = ManagementMessage.Of(http, body);
        try
        {
            using var answer = await extension.HandleAsync(request, http.RequestAborted);
            if (await ExtensionFailure.ReadAsync(answer) is { } failure)
            {
                LogFailed(http.Request.Method, http.Request.Path, failure.Type, failure.Message);
                await failure.AnswerAsync(http);
                return;
            }

            await ManagementMessage.WriteAsync(http, answer);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or BadHttpRequestException) && !http.Response.HasStarted)
        {
            var failure = ExtensionFailure.Of(exception);
            LogFailed(http.Request.Method, http.Request.Path, failure.Type, failure.Message);
            await failure.AnswerAsync(http);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The Durable extension failed on {Method} {Path}: {Type}: {Reason}")]
    private partial void LogFailed(string method, string path, string type, string reason);
}
