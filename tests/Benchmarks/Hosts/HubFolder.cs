namespace DurableSagas.Benchmarks.Hosts;

/// <summary>A folder for a task hub's file, under the system's temporary files unless TMPDIR names another disk.</summary>
internal sealed class HubFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("taskhub-benchmark-");

    public string File => Path.Combine(_folder.FullName, "hub.db");

    public long Bytes => _folder.EnumerateFiles().Sum(file => file.Length);

    public void Dispose() => _folder.Delete(recursive: true);
}
