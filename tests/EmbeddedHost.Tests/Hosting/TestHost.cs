using DurableSagas.EmbeddedHost.Functions;
using DurableSagas.EmbeddedHost.Hosting;
using DurableSagas.EmbeddedHost.Http;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DurableSagas.EmbeddedHost.Tests.Hosting;

/// <summary>A host on a free port, of the functions of one type, with an engine that does nothing by itself unless it is asked for.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly TemporaryFolder _folder;

    private TestHost(IHost host, TemporaryFolder folder, CapturedLogs logs, FakeEngine engine, StringWriter output)
    {
        _host = host;
        _folder = folder;
        Logs = logs;
        Engine = engine;
        Output = output;
        Http = new HttpClient { BaseAddress = new Uri(host.Services.GetRequiredService<HttpServer>().Url!) };
    }

    public HttpClient Http { get; }

    public CapturedLogs Logs { get; }

    public FakeEngine Engine { get; }

    public StringWriter Output { get; }

    public IServiceProvider Services => _host.Services;

    /// <summary>With the real engine, on a task hub in memory.</summary>
    public static Task<TestHost> WithEngineAsync<TFunctions>(params string[] settings) => OfAsync(
        typeof(TFunctions),
        builder => builder.Services.Replace(ServiceDescriptor.Singleton<IDurableEngine, HostedEngine>()),
        settings: ["--EmbeddedHost:TaskHubPath=:memory:", .. settings]);

    public static Task<TestHost> OfAsync<TFunctions>(params string[] settings) => OfAsync(typeof(TFunctions), settings: settings);

    public static async Task<TestHost> OfAsync(
        Type functions, Action<FunctionsApplicationBuilder>? configure = null, string? hostJson = null, params string[] settings)
    {
        var folder = new TemporaryFolder();
        folder.Write("host.json", hostJson ?? """{ "version": "2.0" }""");
        var (logs, engine, output) = (new CapturedLogs(), new FakeEngine(), new StringWriter());
        string[] arguments = ["--port", "0", $"--AzureWebJobsScriptRoot={folder.Path}", .. settings];
        var builder = FunctionsApplication.CreateBuilder(arguments);
        builder.Logging.ClearProviders().AddProvider(logs);
        builder.Services.AddSingleton(FunctionSource.Of(functions));
        builder.Services.AddSingleton<IDurableEngine>(engine);
        builder.Services.AddSingleton<TextWriter>(output);
        builder.Services.AddSingleton<StartupBanner>();
        configure?.Invoke(builder);
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new TestHost(host, folder, logs, engine, output);
    }

    public async Task<string> GetAsync(string path)
    {
        using var response = await Http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}";
    }

    public async Task<string> PostAsync(string path, string json)
    {
        using var content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        using var response = await Http.PostAsync(new Uri(path, UriKind.Relative), content, TestContext.Current.CancellationToken);
        return $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}";
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _host.StopAsync(TestContext.Current.CancellationToken);
        _host.Dispose();
        _folder.Dispose();
    }
}
