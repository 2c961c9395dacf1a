namespace DurableSagas.Infra.Tests;

/// <summary>A copy of some files of the repository, for commands that write beside what they read.</summary>
internal sealed class RepositoryCopy : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("infra-tests-");

    public RepositoryCopy(params IEnumerable<string> paths)
    {
        foreach (var file in paths.SelectMany(FilesOf))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(File(file))!);
            System.IO.File.Copy(Repository.File(file), File(file));
        }
    }

    public string Folder => _folder.FullName;

    public string File(string path) => Path.Combine(Folder, path);

    public void Dispose() => _folder.Delete(recursive: true);

    private static IEnumerable<string> FilesOf(string path) => Directory.Exists(Repository.File(path))
        ? Directory.EnumerateFiles(Repository.File(path), "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Repository.Root, file))
        : [path];
}
