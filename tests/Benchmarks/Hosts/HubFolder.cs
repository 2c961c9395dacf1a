namespace DurableSagas.Benchmarks.Hosts;

/// <summary>A folder for a task hub's file, under the system's temporary files unless TMPDIR names another disk.</summary>
internal sealed class HubFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("taskhub-benchmark-");

    public string FullName => _folder.FullName;

    /// <summary>For a hub without a host; a host chooses the name itself.</summary>
    public string File => Path.Combine(FullName, "hub.db");

    public long Bytes => _folder.EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

    public void Dispose() => _folder.Delete(recursive: true);
}
