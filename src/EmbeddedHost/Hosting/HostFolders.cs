using Microsoft.Extensions.Configuration;

namespace DurableSagas.EmbeddedHost.Hosting;

/// <summary>Where the app's files are looked for: beside the app, then in the working directory and above it.</summary>
internal sealed class HostFolders
{
    public const string HostFile = "host.json";

    private readonly IReadOnlyList<string> _folders;

    public HostFolders(string appFolder, string workingFolder)
    {
        var above = Above(workingFolder).ToList();
        Root = above.Find(folder => File.Exists(Path.Combine(folder, HostFile))) ?? workingFolder;
        _folders = [appFolder, .. above];
    }

    private HostFolders(string onlyFolder)
    {
        Root = onlyFolder;
        _folders = [onlyFolder];
    }

    /// <summary>The nearest folder upwards of the working directory with a host.json, else the working directory: data is kept below it.</summary>
    public string Root { get; }

    /// <summary><c>AzureWebJobsScriptRoot</c>, as for func, names the one folder to look in.</summary>
    public static HostFolders Of(IConfiguration configuration) =>
        configuration["AzureWebJobsScriptRoot"] is { Length: > 0 } root
            ? new HostFolders(Path.GetFullPath(root))
            : new HostFolders(AppContext.BaseDirectory, Directory.GetCurrentDirectory());

    public string? Find(string fileName) =>
        _folders.Select(folder => Path.Combine(folder, fileName)).FirstOrDefault(File.Exists);

    private static IEnumerable<string> Above(string folder)
    {
        for (var current = new DirectoryInfo(folder); current is not null; current = current.Parent)
        {
            yield return current.FullName;
        }
    }
}
