namespace DurableSagas.EndToEnd.Tests.Hosts;

/// <summary>A temporary folder for what an app keeps in files.</summary>
internal sealed class Workspace : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("durablesagas-");

    public Workspace() => Hub = new TaskHub(_folder.FullName);

    public TaskHub Hub { get; }

    public string File(string name) => Path.Combine(_folder.FullName, name);

    public void Dispose() => _folder.Delete(recursive: true);
}
