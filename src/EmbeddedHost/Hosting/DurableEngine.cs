using DurableSagas.EmbeddedHost.Dispatch;
using DurableSagas.EmbeddedHost.Functions;
using DurableSagas.EmbeddedHost.TaskHub;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace DurableSagas.EmbeddedHost.Hosting;

/// <summary>The engine on the app's task hub, opened when the host starts.</summary>
/// <remarks>The file is <c>EmbeddedHost:TaskHubPath</c>, else <c>.durable/{hubName}.db</c> beside host.json.</remarks>
internal sealed class DurableEngine(
    HostJson hostJson,
    HostFolders folders,
    IConfiguration configuration,
    IDurableFunctions functions,
    TimeProvider time,
    ILoggerFactory loggers) : IDurableEngine
{
    public const string PathSetting = "EmbeddedHost:TaskHubPath";

    private OrchestrationEngine? _engine;

    public DurableTaskClient Client => Engine.Client;

    private OrchestrationEngine Engine => _engine ?? throw new InvalidOperationException(
        $"Task hub '{hostJson.Engine.HubName}' is not open. Start the host before its durable client is used.");

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var settings = hostJson.Engine with { TaskHubPath = PathOf(configuration[PathSetting]) };
        _engine = OrchestrationEngine.Open(settings, functions, time, loggers);
        return _engine.StartAsync(cancellationToken);
    }

    public void ServeManagement(string baseUrl, string requiredQuery)
    {
        Engine.Client.HttpBaseUrl = baseUrl;
        Engine.Client.RequiredQueryStringParameters = requiredQuery;
    }

    public Task StopAsync(CancellationToken cancellationToken) => _engine?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => _engine?.DisposeAsync() ?? ValueTask.CompletedTask;

    private string PathOf(string? setting)
    {
        if (setting == TaskHubSettings.InMemoryPath)
        {
            return setting;
        }

        var path = Path.GetFullPath(
            string.IsNullOrWhiteSpace(setting) ? Path.Combine(".durable", $"{hostJson.Engine.HubName}.db") : setting, folders.Root);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return path;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new HostStartException(
                $"The folder of task hub '{path}' cannot be made: {exception.Message} Set '{PathSetting}' to a file that can be written.", exception);
        }
    }
}
