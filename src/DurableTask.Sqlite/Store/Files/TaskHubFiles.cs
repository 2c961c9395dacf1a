namespace DurableSagas.DurableTask.Sqlite.Store.Files;

/// <summary>The files that make up a task hub on disk.</summary>
internal static class TaskHubFiles
{
    public static void Delete(string path)
    {
        foreach (var file in (string[])[path, $"{path}-wal", $"{path}-shm"])
        {
            File.Delete(file);
        }
    }
}
