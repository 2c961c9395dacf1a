using System.Net;
using System.Net.Sockets;
using DurableSagas.EmbeddedHost.Functions;
using DurableSagas.EmbeddedHost.Hosting;
using DurableSagas.EmbeddedHost.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DurableSagas.EmbeddedHost.Tests.Hosting;

public sealed class FunctionsHostTests
{
    [Fact]
    public async Task Start_PrintsHttpFunctionsWithVerbsAndUrlThenTheOthers()
    {
        await using var host = await TestHost.OfAsync<App>("--AzureWebJobs.Ship.Disabled=1");
        var url = host.Http.BaseAddress!.ToString().TrimEnd('/');

        Assert.Equal(
            $"""

            Embedded Functions host: one process, never scales out. Listening on {url}

            Functions:

                    AnyVerb: {url}/api/AnyVerb

                    StartOrder: [POST,PUT] {url}/api/orders/{"{id:int}"}

                    Fulfil: orchestrationTrigger

                    Ship: activityTrigger (disabled)


            """,
            host.Output.ToString());
    }

    [Fact]
    public async Task StartAndStop_EngineRunsWhileHttpIsServed()
    {
        var host = await TestHost.OfAsync<App>();
        var whileRunning = host.Engine.Calls.ToList();
        var listens = $"listens on {host.Http.BaseAddress!.GetLeftPart(UriPartial.Authority)}";

        await host.DisposeAsync();

        Assert.Equal(["start", listens], whileRunning);
        Assert.Equal(["start", listens, "stop"], host.Engine.Calls);
    }

    [Fact]
    public async Task Start_SettingsWithoutAMeaning_AreToldInOneLine()
    {
        await using var host = await TestHost.OfAsync(typeof(App), hostJson: """{ "version": "2.0", "watchDirectories": [ "x" ], "aggregator": { "batchSize": 1 } }""");

        var line = Assert.Single(host.Logs.Lines, line => line.Contains("ignored", StringComparison.Ordinal));

        Assert.EndsWith("settings without a meaning in one process are ignored: aggregator.batchSize, watchDirectories.0", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_PortInUse_SaysSo()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var exception = await Assert.ThrowsAsync<HostStartException>(
            () => TestHost.OfAsync<App>("--port", $"{port}", "--host", "127.0.0.1"));

        Assert.StartsWith($"Cannot listen on 127.0.0.1:{port}: ", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith("Close the process that uses the port, or name another with --port.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_FaultyFunctions_IsRefused()
    {
        var exception = await Assert.ThrowsAsync<FunctionCatalogException>(() => TestHost.OfAsync<Faulty>());

        Assert.Contains("Function 'nothing'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_TriggerThatIsNotEmbedded_IsRefusedUnlessItsFunctionIsDisabled()
    {
        var refused = await Assert.ThrowsAsync<HostStartException>(() => TestHost.OfAsync<Foreign>());
        await using var host = await TestHost.OfAsync<Foreign>("--AzureWebJobs.OnMail.Disabled=true");

        Assert.Equal(
            "The embedded host has activity, HTTP, orchestration, queue and timer triggers; these functions have another: 'OnMail' (mailTrigger). "
            + "Disable each here with the setting 'AzureWebJobs.NAME.Disabled=true', or run the app on Azure Functions.",
            refused.Message);
        Assert.Contains("OnMail: mailTrigger (disabled)", host.Output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_DisabledFunction_IsNotFound()
    {
        await using var host = await TestHost.OfAsync<App>("--AzureWebJobs.anyverb.Disabled=true");

        var answer = await host.GetAsync("/api/AnyVerb");

        Assert.Equal("404 ", answer);
    }

    [Fact]
    public async Task HostBuilder_WorkerDefaults_RunsFunctionsToo()
    {
        using var folder = new TemporaryFolder();
        using var host = new HostBuilder()
            .ConfigureAppConfiguration(configuration => configuration.AddInMemoryCollection(
                [KeyValuePair.Create("AzureWebJobsScriptRoot", (string?)folder.Path)]))
            .ConfigureServices(services => services.AddSingleton(new HostArguments(Port: 0)))
            .ConfigureFunctionsWorkerDefaults(
                worker => worker.UseMiddleware(async (context, next) =>
                {
                    await next();
                    context.GetInvocationResult().Value += " through middleware";
                }),
                options => options.Capabilities["x"] = "y")
            .ConfigureServices(services => services
                .AddSingleton(FunctionSource.Of(typeof(App)))
                .AddSingleton<IDurableEngine>(new FakeEngine())
                .AddSingleton<TextWriter>(new StringWriter())
                .AddSingleton<StartupBanner>())
            .ConfigureLogging(logging => logging.ClearProviders())
            .Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient();

        var answer = await http.GetStringAsync(
            new Uri($"{host.Services.GetRequiredService<HttpServer>().Url}/api/AnyVerb"), TestContext.Current.CancellationToken);
        await host.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal("GET through middleware", answer);
    }

    [Fact]
    public void Builder_Members_AreThoseOfOneHost()
    {
        using var folder = new TemporaryFolder();
        folder.Write("local.settings.json", """{ "Values": { "Greeting": "hello" } }""");

        var builder = FunctionsApplication.CreateBuilder([$"--AzureWebJobsScriptRoot={folder.Path}"]);

        Assert.Equal("hello", builder.Configuration["Greeting"]);
        Assert.True(builder.Environment.IsDevelopment());
        Assert.Same(builder.Services, builder.Logging.Services);
        Assert.Same(builder.Services, builder.Metrics.Services);
        Assert.Same(builder.Configuration, ((IHostApplicationBuilder)builder).Configuration);
    }

    public sealed class App
    {
        [Function("StartOrder")]
        public static string StartOrder([HttpTrigger(AuthorizationLevel.Anonymous, "post", "put", Route = "orders/{id:int}")] HttpRequestData request) => request.Method;

        [Function("AnyVerb")]
        public static string AnyVerb([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request) => request.Method;

        [Function("Fulfil")]
        public static Task FulfilAsync([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync("Ship");

        [Function("Ship")]
        public static string Ship([ActivityTrigger] string order) => order;
    }

    public sealed class MailTriggerAttribute : TriggerBindingAttribute;

    public sealed class Foreign
    {
        [Function("OnMail")]
        public static string OnMail([MailTrigger] string mail) => mail;
    }

    public sealed class Faulty
    {
        [Function("nothing")]
        public static string Nothing(string input) => input;
    }
}
