using System.Net;
using DurableSagas.SampleApp.State;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace DurableSagas.SampleApp.Http;

/// <summary>Functions that are slow, throw, log, or take their process with them.</summary>
public sealed partial class Trouble(Journal journal, Flags flags, IConfiguration configuration, ILogger<Trouble> logger)
{
    /// <summary>Waits for a flag; when its caller has gone, its journal says so.</summary>
    [Function("Slow")]
    public async Task<HttpResponseData> SlowAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "slow/{name}")] HttpRequestData request, string name, CancellationToken cancellationToken)
    {
        await journal.AddAsync(name, "started", CancellationToken.None);
        try
        {
            await flags.WaitAsync(name, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await journal.AddAsync(name, "cancelled", CancellationToken.None);
            throw;
        }

        await journal.AddAsync(name, "ended", CancellationToken.None);
        return request.CreateResponse();
    }

    [Function("Throw")]
    public static HttpResponseData Throw([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "throw")] HttpRequestData request) =>
        throw new InvalidOperationException($"Thrown for '{request.Method}'.");

    /// <summary>The worker ends as a crash ends it: nothing is flushed, nobody is told.</summary>
    [Function("Crash")]
    public static HttpResponseData Crash([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "crash")] HttpRequestData request)
    {
        Environment.FailFast($"The sample worker was told to crash by '{request.Method}'.");
        return request.CreateResponse();
    }

    [Function("ProcessId")]
    public static async Task<HttpResponseData> ProcessIdAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "process-id")] HttpRequestData request)
    {
        var response = request.CreateResponse();
        await response.WriteStringAsync($"{Environment.ProcessId}");
        return response;
    }

    [Function("Setting")]
    public async Task<HttpResponseData> SettingAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "settings/{name}")] HttpRequestData request, string name)
    {
        var response = request.CreateResponse(configuration[name] is null ? HttpStatusCode.NotFound : HttpStatusCode.OK);
        await response.WriteStringAsync(configuration[name] ?? string.Empty);
        return response;
    }

    [Function("Loud")]
    public HttpResponseData Loud([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "loud/{word}")] HttpRequestData request, string word)
    {
        LogLoud(word);
        LogWhisper(word);
        return request.CreateResponse();
    }

    /// <summary>host.json lets no line under Error through for this one.</summary>
    [Function("Quiet")]
    public static HttpResponseData Quiet([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "quiet")] HttpRequestData request) => request.CreateResponse();

    [LoggerMessage(Level = LogLevel.Warning, Message = "Loud: {Word}")]
    private partial void LogLoud(string word);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Whispered: {Word}")]
    private partial void LogWhisper(string word);
}
