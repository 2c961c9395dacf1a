using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DurableSagas.EndToEnd.Tests.Local;

/// <summary>A participant that never answers its first call, and every other at once.</summary>
internal sealed class SilentOnce : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly TaskCompletionSource _called = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _calls;

    private SilentOnce()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        _server = builder.Build();
        _server.Urls.Add("http://127.0.0.1:0");
        _server.Run(AnswerAsync);
    }

    public Uri Url => new($"{_server.Urls.Single()}/");

    public int Calls => _calls;

    public static async Task<SilentOnce> StartAsync(CancellationToken cancellationToken)
    {
        var participant = new SilentOnce();
        await participant._server.StartAsync(cancellationToken);
        return participant;
    }

    public Task CalledAsync(CancellationToken cancellationToken) => _called.Task.WaitAsync(cancellationToken);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        if (Interlocked.Increment(ref _calls) == 1)
        {
            var hungUp = new TaskCompletionSource();
            using var registration = context.RequestAborted.Register(hungUp.SetResult);
            _called.SetResult();
            await hungUp.Task;
            return;
        }

        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync("{}", context.RequestAborted);
    }
}
