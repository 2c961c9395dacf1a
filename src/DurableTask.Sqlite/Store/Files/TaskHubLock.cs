namespace DurableSagas.DurableTask.Sqlite.Store.Files;

/// <summary>Keeps a second process off a task hub: two writers' memories would contradict each other.</summary>
internal static class TaskHubLock
{
    // The file stays when the lock is given back: deleting it would let two processes lock two files of one name.
    public static FileStream Take(string path)
    {
        var lockPath = $"{path}.lock";
        try
        {
            return new FileStream(lockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new TaskHubOpenException($"Task hub '{path}': its lock file '{lockPath}' cannot be written: {denied.Message}", denied);
        }
        catch (IOException taken) when (File.Exists(lockPath))
        {
            throw new TaskHubOpenException(
                $"Task hub '{path}' is in use by another process (it holds '{lockPath}'). Stop it, or name another file.", taken);
        }
    }
}
