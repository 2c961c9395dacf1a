using System.Diagnostics;
using System.Globalization;

namespace DurableSagas.LocalHost.Azurite;

/// <summary>The folder with Azurite's data, held against a second Azurite: two would overwrite each other's files.</summary>
internal sealed class AzuriteFolder : IDisposable
{
    private const string LockFile = "localhost.lock";
    private const string ProcessFile = "localhost.pid";
    private static readonly TimeSpan _orphanTimeout = TimeSpan.FromSeconds(15);

    private readonly string _path;
    private readonly FileStream _lock;

    private AzuriteFolder(string path)
    {
        _path = path;
        _lock = Open(path);
    }

    public static AzuriteFolder Take(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
            return new AzuriteFolder(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new AzuriteException(
                $"Azurite's data folder '{path}' cannot be used: {exception.Message} " +
                "Where another host runs in this folder, stop it, or start this one in another.",
                exception);
        }
    }

    /// <summary>An Azurite whose host was killed listens a moment longer: whoever took it for his own would lose it.</summary>
    public static async Task WaitForOrphanAsync(string path, CancellationToken cancellationToken)
    {
        if (OrphanOf(path) is not { } orphan)
        {
            return;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_orphanTimeout);
        try
        {
            await orphan.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // It does not end; whether its ports serve is seen next.
        }
        finally
        {
            orphan.Dispose();
        }
    }

    public void Holds(int processId) => File.WriteAllText(Path.Combine(_path, ProcessFile), processId.ToString(CultureInfo.InvariantCulture));

    public void Dispose()
    {
        File.Delete(Path.Combine(_path, ProcessFile));
        _lock.Dispose();
    }

    private static FileStream Open(string path) =>
        new(Path.Combine(path, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    private static Process? OrphanOf(string path)
    {
        try
        {
            if (!File.Exists(Path.Combine(path, ProcessFile)))
            {
                return null;
            }

            // Whose host lives still is no orphan: that host holds the lock.
            using var hold = Open(path);
            var file = Path.Combine(path, ProcessFile);
            var process = Process.GetProcessById(int.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture));
            return process.Id != 0 && process.StartTime <= File.GetLastWriteTime(file) ? process : null;
        }
        catch (Exception exception) when (
            exception is IOException or UnauthorizedAccessException or FormatException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }
}
