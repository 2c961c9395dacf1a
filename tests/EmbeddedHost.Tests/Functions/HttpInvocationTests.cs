using System.Net;
using DurableSagas.EmbeddedHost.Tests.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DurableSagas.EmbeddedHost.Tests.Functions;

public sealed class HttpInvocationTests
{
    [Fact]
    public async Task Invoke_InstanceFunction_GetsServicesOfItsOwnScopeAndIsDisposed()
    {
        var journal = new Journal();
        await using var host = await TestHost.OfAsync(typeof(Injected), builder =>
        {
            builder.Services.AddSingleton(journal);
            builder.Services.AddScoped<ScopedMark>();
        });

        var first = await host.GetAsync("/api/injected");
        var second = await host.GetAsync("/api/injected");

        Assert.Equal("200 True", first);
        Assert.Equal("200 True", second);
        Assert.Equal(2, journal.Marks.Distinct().Count());
        Assert.Equal(["function", "scope", "function", "scope"], journal.Disposed);
    }

    [Fact]
    public async Task Invoke_Middleware_RunsAroundInOrderAndMayReplaceTheResult()
    {
        var journal = new Journal();
        await using var host = await TestHost.OfAsync(typeof(Plain), builder =>
        {
            builder.Services.AddSingleton(journal);
            builder.UseMiddleware<Outer>();
            builder.UseWhen(context => context.FunctionDefinition.Name == "hello", async (context, next) =>
            {
                journal.Lines.Add("inner before");
                await next();
                journal.Lines.Add($"inner after {context.GetInvocationResult().Value}");
                context.GetInvocationResult().Value = "replaced";
            });
        });

        var hello = await host.GetAsync("/api/hello");
        var other = await host.GetAsync("/api/nothing");

        Assert.Equal("200 replaced", hello);
        Assert.Equal("204 ", other);
        Assert.Equal(["outer before", "inner before", "inner after world", "outer after", "outer before", "outer after"], journal.Lines);
    }

    [Fact]
    public async Task Invoke_MiddlewareThatAnswersItself_FunctionIsNotRun()
    {
        await using var host = await TestHost.OfAsync(typeof(Plain), builder => builder.UseMiddleware(async (context, _) =>
        {
            var request = await context.GetHttpRequestDataAsync();
            context.GetInvocationResult().Value = request!.CreateResponse(HttpStatusCode.Forbidden);
        }));

        var answer = await host.GetAsync("/api/throws");

        Assert.Equal("403 ", answer);
    }

    [Fact]
    public async Task Invoke_FunctionThrows_EmptyBodyAndOneLogLineWithItsNameAndInvocation()
    {
        await using var host = await TestHost.OfAsync<Plain>();

        var answer = await host.GetAsync("/api/throws");

        Assert.Equal("500 ", answer);
        var line = Assert.Single(host.Logs.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
        Assert.Matches("^Error Function 'throws' failed \\(invocation [0-9a-f-]{36}, instance none\\)\\.$", line);
        Assert.Equal("boom", Assert.Single(host.Logs.Failures).Message);
    }

    [Theory]
    [InlineData("/api/record", "200 {\"Name\":\"Ada\",\"Level\":1}", "application/json; charset=utf-8")]
    [InlineData("/api/text", "200 plain", "text/plain; charset=utf-8")]
    [InlineData("/api/result", "201 made", null)]
    [InlineData("/api/nothing", "204 ", null)]
    public async Task Invoke_Results_AreWrittenByTheirKind(string path, string expected, string? contentType)
    {
        await using var host = await TestHost.OfAsync<Plain>();

        using var response = await host.Http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(expected, $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
        Assert.Equal(contentType, response.Content.Headers.ContentType?.ToString());
    }

    [Fact]
    public async Task Invoke_Context_TellsAllAboutTheInvocation()
    {
        await using var host = await TestHost.OfAsync<Plain>();
        host.Http.DefaultRequestHeaders.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        var answer = await host.GetAsync("/api/context/9?q=2");

        Assert.Equal(
            "200 context|httpTrigger|http|Plain.Context|9|2|00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01|True|True",
            answer);
    }

    [Fact]
    public async Task Invoke_LongerThanTheFunctionTimeout_IsCancelledAndAnswered500()
    {
        await using var host = await TestHost.OfAsync(
            typeof(Plain), hostJson: """{ "version": "2.0", "functionTimeout": "00:00:00.2" }""");

        var obedient = await host.GetAsync("/api/waits");
        var stubborn = await host.GetAsync("/api/ignores");

        Assert.Equal(("500 ", "500 "), (obedient, stubborn));
        Assert.Contains(host.Logs.Failures, failure =>
            failure.Message.StartsWith("Timeout value of 00:00:00.2000000 exceeded by function 'ignores'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Invoke_DurableClient_IsTheEnginesClient()
    {
        await using var host = await TestHost.OfAsync<Plain>();

        var answer = await host.GetAsync("/api/client");

        Assert.Equal("200 test", answer);
    }

    public sealed class Journal
    {
        public List<string> Lines { get; } = [];

        public List<Guid> Marks { get; } = [];

        public List<string> Disposed { get; } = [];
    }

    public sealed class ScopedMark(Journal journal) : IDisposable
    {
        public Guid Id { get; } = Guid.NewGuid();

        public void Dispose() => journal.Disposed.Add("scope");
    }

    public sealed class Injected(Journal journal, ScopedMark mark) : IDisposable
    {
        public void Dispose() => journal.Disposed.Add("function");

        [Function("injected")]
        public string Run([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request, FunctionContext context)
        {
            journal.Marks.Add(mark.Id);
            return $"{context.InstanceServices.GetRequiredService<ScopedMark>() == mark && request is not null}";
        }
    }

    private sealed class Outer(Journal journal) : Microsoft.Azure.Functions.Worker.Middleware.IFunctionsWorkerMiddleware
    {
        public async Task Invoke(FunctionContext context, Microsoft.Azure.Functions.Worker.Middleware.FunctionExecutionDelegate next)
        {
            journal.Lines.Add("outer before");
            await next(context);
            journal.Lines.Add("outer after");
        }
    }

    public static class Functions
    {
        public sealed record Person(string Name, Level Level);

        public enum Level
        {
            Low,
            High,
        }

        public sealed record Made([property: HttpResult] HttpResponseData Response, string Note);
    }

    public sealed class Plain
    {
        [Function("hello")]
        public static string Hello([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request) => request is null ? "" : "world";

        [Function("nothing")]
        public static Task NothingAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request) =>
            request is null ? Task.FromException(new ArgumentNullException(nameof(request))) : Task.CompletedTask;

        [Function("throws")]
        public static Task<HttpResponseData> ThrowsAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request) =>
            throw new InvalidOperationException(request is null ? "" : "boom");

        [Function("record")]
        public static async ValueTask<Functions.Person> RecordAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request)
        {
            await Task.Yield();
            return new(request is null ? "" : "Ada", Functions.Level.High);
        }

        [Function("text")]
        public static string Text([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request) => request is null ? "" : "plain";

        [Function("result")]
        public static Functions.Made Result([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request)
        {
            var response = request.CreateResponse(HttpStatusCode.Created);
            response.WriteString("made");
            return new(response, "kept out of the answer");
        }

        [Function("context")]
        public static string Context(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "context/{id}")] HttpRequestData request, FunctionContext context) =>
            string.Join(
                '|',
                context.FunctionDefinition.Name,
                context.FunctionDefinition.InputBindings["request"].Type,
                context.FunctionDefinition.OutputBindings["$return"].Type,
                string.Join('.', context.FunctionDefinition.EntryPoint.Split('+', '.').TakeLast(2)),
                context.BindingContext.BindingData["id"],
                context.BindingContext.BindingData["Q"],
                context.TraceContext.TraceParent,
                Guid.TryParse(context.InvocationId, out _),
                request.FunctionContext == context && context.GetLogger("x") is not null && context.RetryContext.RetryCount == 0);

        [Function("waits")]
        public static async Task WaitsAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request, CancellationToken cancellationToken)
        {
            ArgumentNullException.ThrowIfNull(request);
            await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
        }

        [Function("ignores")]
        public static Task IgnoresAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request) =>
            request is null ? Task.CompletedTask : new TaskCompletionSource().Task;

        [Function("client")]
        public static string Client(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request,
            [DurableClient] Microsoft.DurableTask.Client.DurableTaskClient client) => request is null ? "" : client.Name;
    }
}
