using System.Net;
using System.Text;
using DurableSagas.LocalHost.Functions;
using DurableSagas.LocalHost.Rpc;
using DurableSagas.LocalHost.Tests.Host;
using DurableSagas.LocalHost.Worker;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace DurableSagas.LocalHost.Tests.Http;

/// <summary>A worker with ASP.NET Core integration, of which the web server is real and the invocation is a test's.</summary>
public sealed class ForwardingTests
{
    [Fact]
    public async Task Request_WorkerHasAnHttpUri_GoesThereWithTheInvocationsId()
    {
        await using var worker = await WorkerAsync(async http => await http.Response.WriteAsync(
            $"{http.Request.Method} {http.Request.Path}{http.Request.QueryString} {http.Request.Headers["x-ms-invocation-id"]} " +
            $"{http.Request.Headers["X-Forwarded-Host"]} {http.Request.Headers["X-Own"]} {await new StreamReader(http.Request.Body).ReadToEndAsync()}"));
        var engine = Forwarding(worker);
        await using var host = await TestHost.OfAsync(engine);
        host.Http.DefaultRequestHeaders.Add("X-Own", "mine");
        host.Http.DefaultRequestHeaders.Add("x-ms-invocation-id", "forged");

        var answer = await host.PostAsync("/api/items/7?a=b", "body");

        Assert.Equal($"200 POST /api/items/7?a=b invocation-1 localhost:{host.Port} mine body", answer);
        Assert.Equal("7", engine.Request!.NullableParams["id"].Value);
        Assert.Empty(engine.Request.Url);
    }

    [Fact]
    public async Task Response_OfTheWorker_IsStreamedThrough()
    {
        var first = new TaskCompletionSource();
        await using var worker = await WorkerAsync(async http =>
        {
            http.Response.StatusCode = 201;
            http.Response.Headers.Append("X-Two", "1");
            http.Response.Headers.Append("X-Two", "2");
            await http.Response.WriteAsync("first");
            await http.Response.Body.FlushAsync();
            await first.Task;
            await http.Response.WriteAsync(" second");
        });
        await using var host = await TestHost.OfAsync(Forwarding(worker));

        using var answer = await host.Http.GetAsync(
            new Uri("/api/items/7", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        await using var body = await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        var start = new byte[5];
        await body.ReadExactlyAsync(start, TestContext.Current.CancellationToken);
        first.SetResult();
        using var rest = new StreamReader(body);

        Assert.Equal((HttpStatusCode.Created, "first"), (answer.StatusCode, Encoding.UTF8.GetString(start)));
        Assert.Equal(" second", await rest.ReadToEndAsync(TestContext.Current.CancellationToken));
        Assert.Equal(["1", "2"], answer.Headers.GetValues("X-Two"));
    }

    [Fact]
    public async Task Response_FunctionThrew_IsTheWorkersOwn()
    {
        await using var worker = await WorkerAsync(http =>
        {
            http.Response.StatusCode = 500;
            return http.Response.WriteAsync("the worker's page");
        });
        var engine = Forwarding(worker);
        engine.Http = (function, _, sent) =>
        {
            sent!("invocation-1");
            throw new FunctionFailedException("System.Exception: boom", "at x");
        };
        await using var host = await TestHost.OfAsync(engine);

        Assert.Equal("500 the worker's page", await host.GetAsync("/api/items/7"));
    }

    [Fact]
    public async Task Request_WorkerDiesWithIt_Is502()
    {
        await using var worker = await WorkerAsync(http =>
        {
            http.Abort();
            return Task.CompletedTask;
        });
        var engine = Forwarding(worker);
        engine.Http = (_, _, sent) =>
        {
            sent!("invocation-1");
            throw new WorkerProcessExitException("gone") { WasSent = true };
        };
        await using var host = await TestHost.OfAsync(engine);

        Assert.StartsWith("502 {", await host.GetAsync("/api/items/7"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_BodyOverTheLimit_Is413AndNothingIsInvoked()
    {
        await using var worker = await WorkerAsync(_ => Task.CompletedTask);
        var engine = Forwarding(worker);
        await using var host = await TestHost.OfAsync(engine, ("FUNCTIONS_REQUEST_BODY_SIZE_LIMIT", "3"));

        Assert.StartsWith("413 ", await host.PostAsync("/api/items/7", "1234"), StringComparison.Ordinal);
        Assert.Empty(engine.Calls);
    }

    private static FakeEngine Forwarding(WebApplication worker) => new(AppFunctions.Http("items", verbs: "", route: "items/{id}"))
    {
        HttpUri = new Uri(worker.Urls.First()),
        Http = (_, _, sent) =>
        {
            sent!("invocation-1");
            return Task.FromResult(new RpcHttp());
        },
    };

    private static async Task<WebApplication> WorkerAsync(RequestDelegate handle)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(handle);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }
}
