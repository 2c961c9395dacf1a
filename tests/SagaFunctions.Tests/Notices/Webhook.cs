using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DurableSagas.SagaFunctions.Tests.Notices;

/// <summary>A receiver's server, on a port that the system chose: it notes what is posted, and answers as it is told.</summary>
internal sealed class Webhook : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Func<HttpContext, Task>> _answers = [];

    private Webhook(WebApplication app) => _app = app;

    public ConcurrentQueue<Posted> Posts { get; } = [];

    /// <summary>The origin of each request that asked for permission.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    /// <summary>Whom it lets send; null: nobody.</summary>
    public string? Allows { get; set; } = "*";

    public Uri Url => new($"{_app.Urls.Single()}/hook");

    public static async Task<Webhook> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var hook = new Webhook(builder.Build());
        hook._app.MapMethods("/hook", ["OPTIONS"], hook.Permit);
        hook._app.MapPost("/hook", hook.ReceiveAsync);
        await hook._app.StartAsync(TestContext.Current.CancellationToken);
        return hook;
    }

    /// <summary>The answer to one of the next posts, in their order; 204 to those after.</summary>
    public void Answer(int status, string? retryAfter = null) => AnswerBy(context =>
    {
        context.Response.StatusCode = status;
        context.Response.Headers.RetryAfter = retryAfter;
        context.Response.Headers.Location = status / 100 == 3 ? "http://127.0.0.1:1/" : null;
        return Task.CompletedTask;
    });

    public void AnswerBy(Func<HttpContext, Task> answer) => _answers.Enqueue(answer);

    /// <summary>No answer, until who asks gives up.</summary>
    public static async Task SilenceAsync(HttpContext context)
    {
        var givenUp = new TaskCompletionSource();
        await using var registration = context.RequestAborted.Register(givenUp.SetResult);
        await givenUp.Task;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task Permit(HttpContext context)
    {
        Asked.Enqueue(context.Request.Headers["WebHook-Request-Origin"].ToString());
        if (Allows is not null)
        {
            context.Response.Headers["WebHook-Allowed-Origin"] = Allows;
        }

        return Task.CompletedTask;
    }

    private async Task ReceiveAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        Posts.Enqueue(new Posted(body, context.Request.ContentType, context.Request.Headers["DurableSagas-Signature"].ToString(), context.Request.Headers["WebHook-Request-Origin"].ToString()));
        context.Response.StatusCode = 204;
        if (_answers.TryDequeue(out var answer))
        {
            await answer(context);
        }
    }
}
