namespace DurableSagas.DurableTask.Sqlite.Tests.Running;

/// <summary>A folder of its own for a task hub's file.</summary>
internal sealed class TempHub : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("taskhub-");

    public string FilePath => Path.Combine(_folder.FullName, "hub.db");

    public SqliteTaskHubOptions Options => new() { File = FilePath };

    /// <summary>The file and its journal, as they stand on the disk while somebody has them open.</summary>
    public void CopyTo(TempHub other)
    {
        foreach (var file in _folder.EnumerateFiles().Where(file => file.Name is "hub.db" or "hub.db-wal"))
        {
            file.CopyTo(Path.Combine(other._folder.FullName, file.Name));
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
