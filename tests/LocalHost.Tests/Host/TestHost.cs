using System.Net.Sockets;
using System.Text;
using DurableSagas.LocalHost.Functions;
using DurableSagas.LocalHost.Http;
using DurableSagas.LocalHost.Management;
using DurableSagas.LocalHost.Settings;
using DurableSagas.LocalHost.Startup;
using DurableSagas.LocalHost.Worker;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DurableSagas.LocalHost.Tests.Host;

/// <summary>The front on a free port, before an engine of a test's own.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TemporaryFolder _folder;

    private TestHost(WebApplication app, TemporaryFolder folder, CapturedLogs logs, StringWriter output)
    {
        (_app, _folder, Logs, Output) = (app, folder, logs, output);
        Http = new HttpClient { BaseAddress = app.Services.GetRequiredService<IHostAddress>().BaseUri };
    }

    public HttpClient Http { get; }

    public int Port => Http.BaseAddress!.Port;

    public CapturedLogs Logs { get; }

    public StringWriter Output { get; }

    public static Task<TestHost> OfAsync(FakeEngine engine, params (string Key, string Value)[] settings) => OfAsync(engine, null, settings);

    public static async Task<TestHost> OfAsync(FakeEngine engine, string? hostJson, params (string Key, string Value)[] settings)
    {
        var folder = new TemporaryFolder();
        folder.WriteApp(hostJson);
        var (logs, output) = (new CapturedLogs(), new StringWriter());
        var environment = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build();
        var arguments = new HostArguments(folder.Path) { Port = 0 };
        var app = HostApplication.Build(new HostSettings(arguments, environment, folder.Path), output, builder => Add(builder, engine, logs));
        try
        {
            await app.StartAsync(TestContext.Current.CancellationToken);
            return new TestHost(app, folder, logs, output);
        }
        catch
        {
            await app.DisposeAsync();
            folder.Dispose();
            throw;
        }
    }

    public Task<string> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<string> PostAsync(string path, string json) => SendAsync(HttpMethod.Post, path, new StringContent(json, Encoding.UTF8, "application/json"));

    /// <returns>The status, a blank and the body.</returns>
    public async Task<string> SendAsync(HttpMethod verb, string path, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(verb, path) { Content = content };
        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        return $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}";
    }

    /// <summary>Sends bytes that no client would, and reads until the host closes.</summary>
    public async Task<string> RawAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", Port, TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(request), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    public Task StopAsync() => _app.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync(TestContext.Current.CancellationToken);
        await _app.DisposeAsync();
        Logs.Dispose();
        await Output.DisposeAsync();
        _folder.Dispose();
    }

    private static void Add(WebApplicationBuilder builder, FakeEngine engine, CapturedLogs logs)
    {
        builder.Logging.ClearProviders().AddProvider(logs);
        builder.Services.AddSingleton<IFunctionCatalog>(engine);
        builder.Services.AddSingleton<IHttpFunctions>(engine);
        builder.Services.AddSingleton<IFunctionCalls>(engine);
        builder.Services.AddSingleton<IManagementApi>(engine);
        builder.Services.AddSingleton<IAppWorker>(engine);
    }
}
