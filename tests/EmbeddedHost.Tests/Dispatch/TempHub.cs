using DurableSagas.EmbeddedHost.Dispatch;

namespace DurableSagas.EmbeddedHost.Tests.Dispatch;

/// <summary>A folder of its own for a task hub's file.</summary>
internal sealed class TempHub : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("taskhub-");

    public string FilePath => Path.Combine(_folder.FullName, "hub.db");

    public EngineSettings Settings => new() { TaskHubPath = FilePath };

    public void Dispose() => _folder.Delete(recursive: true);
}
