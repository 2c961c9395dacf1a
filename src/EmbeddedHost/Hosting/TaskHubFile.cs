using DurableSagas.EmbeddedHost.TaskHub;
using Microsoft.Extensions.Configuration;

namespace DurableSagas.EmbeddedHost.Hosting;

/// <summary>Where the task hub is kept: the setting <c>EmbeddedHost:TaskHubPath</c>, else <c>.durable/{hubName}.db</c> beside host.json.</summary>
internal sealed class TaskHubFile(HostFolders folders, HostJson hostJson, IConfiguration configuration)
{
    private const string Setting = "EmbeddedHost:TaskHubPath";

    private readonly string _path = configuration[Setting] is { Length: > 0 } path
        ? path
        : Path.Combine(folders.Root, ".durable", $"{hostJson.Engine.HubName}.db");

    /// <summary>The path, with its folder made; <c>:memory:</c> stays as it is.</summary>
    public string Prepare()
    {
        if (_path == TaskHubSettings.InMemoryPath)
        {
            return _path;
        }

        var path = Path.GetFullPath(_path);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return path;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new HostStartException($"The folder of task hub '{path}' cannot be made: {exception.Message} Set '{Setting}' to a file in a folder that can be written.", exception);
        }
    }
}
