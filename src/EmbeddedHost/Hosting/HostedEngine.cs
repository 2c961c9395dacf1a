using DurableSagas.EmbeddedHost.Client;
using DurableSagas.EmbeddedHost.Dispatch;
using DurableSagas.EmbeddedHost.Functions;
using DurableSagas.EmbeddedHost.Http;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace DurableSagas.EmbeddedHost.Hosting;

/// <summary>The engine of a host: opened on its task hub when the host starts.</summary>
internal sealed class HostedEngine(
    HostJson hostJson,
    TaskHubFile file,
    IDurableFunctions functions,
    FunctionKeys keys,
    TimeProvider time,
    ILoggerFactory loggers) : IDurableEngine
{
    private OrchestrationEngine? _engine;

    public DurableTaskClient Client => Engine.Client;

    private OrchestrationEngine Engine => _engine ?? throw new InvalidOperationException("The host has not started: its task hub is not open yet.");

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _engine = OrchestrationEngine.Open(hostJson.Engine with { TaskHubPath = file.Prepare() }, functions, time, loggers);
        _engine.Client.RequiredQueryStringParameters = keys.ManagementQuery;
        return _engine.StartAsync(cancellationToken);
    }

    public void ListensOn(string url) => ((EmbeddedDurableTaskClient)Client).HttpBaseUrl = $"{url}/runtime/webhooks/durabletask";

    public Task StopAsync(CancellationToken cancellationToken) => _engine?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => _engine?.DisposeAsync() ?? ValueTask.CompletedTask;
}
