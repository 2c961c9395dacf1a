using System.Security;
using DurableSagas.LocalHost.Azurite;
using DurableSagas.Packages.Tests.Packing;

namespace DurableSagas.Packages.Tests.Apps;

/// <summary>An app that the template has made outside the repository, with sagas of an author's own; it runs by its own 'dotnet run'.</summary>
public sealed class NewApp(PackageFeed packages) : IAsyncLifetime
{
    private const string Name = "Market";

    private readonly DirectoryInfo _workspace = Directory.CreateTempSubdirectory("durablesagas-new-");
    private AzuriteProcess? _azurite;
    private RunningApp? _running;

    public string Folder => Path.Combine(_workspace.FullName, Name);

    internal HttpClient Http => _running!.Http;

    public async ValueTask InitializeAsync()
    {
        var hive = Path.Combine(_workspace.FullName, "templates");
        await File.WriteAllTextAsync(Path.Combine(_workspace.FullName, "nuget.config"), Feed(packages.Folder));
        await DotNet.RunAsync(_workspace.FullName, CancellationToken.None, "new", "install", $"DurableSagas.Templates@{packages.Version}", "--debug:custom-hive", hive);
        await DotNet.RunAsync(_workspace.FullName, CancellationToken.None, "new", "durablesagas", "-n", Name, "--debug:custom-hive", hive);
        // The namespace of what is made next is read in a project that is restored.
        await DotNet.RunAsync(Folder, CancellationToken.None, "restore");
        await DotNet.RunAsync(
            Folder, CancellationToken.None, "new", "saga", "-n", "AccountOpening", "--request", "OpenAccount", "--step", "CreateAccount", "--compensation", "DeleteAccount", "--debug:custom-hive", hive);
        await DotNet.RunAsync(
            Folder, CancellationToken.None, "new", "saga-step", "-n", "PrintStatement", "--saga", "AccountOpening", "--request", "OpenAccount", "--compensation", "ShredStatement", "--debug:custom-hive", hive);
        Add("SigningUp", "SigningUp");
        Add("AccountOpening", "AccountOpening");
        Add("Tests", Path.Combine("tests", $"{Name}.Tests"));
        _azurite = await AzuriteProcess.StartAsync(new AzuriteOptions(), CancellationToken.None);
        _running = await RunningApp.StartAsync(Folder, _azurite.ConnectionString, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await (_running?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_azurite?.DisposeAsync() ?? ValueTask.CompletedTask);
        _workspace.Delete(recursive: true);
    }

    /// <summary>Starts a copy of it, with files that an author should not have written.</summary>
    /// <exception cref="InvalidOperationException">It ended before it listened; the message has what it printed.</exception>
    internal async Task RunWithAsync(string mistakes, CancellationToken cancellationToken) =>
        await (await RunningApp.StartAsync(CopyWith(mistakes), _azurite!.ConnectionString, cancellationToken)).DisposeAsync();

    private string CopyWith(string mistakes)
    {
        var copy = Path.Combine(_workspace.FullName, mistakes);
        foreach (var file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Where(IsSource))
        {
            CopyTo(Path.Combine(copy, Path.GetRelativePath(Folder, file)), file);
        }

        Add(mistakes, Path.Combine(copy, mistakes));
        return copy;
    }

    // What the author writes takes the place of what the templates made.
    private void Add(string written, string to)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, Name, written)))
        {
            CopyTo(Path.Combine(Folder, to, Path.GetFileName(file)), file);
        }
    }

    private bool IsSource(string file) => !Path.GetRelativePath(Folder, file).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or ".durable" or "published");

    private static void CopyTo(string to, string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Copy(file, to, overwrite: true);
    }

    // Beside the sources that the machine has.
    private static string Feed(string folder) =>
        $"""<configuration><packageSources><add key="built" value="{SecurityElement.Escape(folder)}" /></packageSources></configuration>""";
}
