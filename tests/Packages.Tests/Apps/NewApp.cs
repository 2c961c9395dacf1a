using System.Security;
using DurableSagas.LocalHost.Azurite;
using DurableSagas.Packages.Tests.Packing;

namespace DurableSagas.Packages.Tests.Apps;

/// <summary>An app that the template has made outside the repository, with a second saga added by hand; it runs by its own 'dotnet run'.</summary>
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
        AddSecondSaga();
        _azurite = await AzuriteProcess.StartAsync(new AzuriteOptions(), CancellationToken.None);
        _running = await RunningApp.StartAsync(Folder, _azurite.ConnectionString, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await (_running?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_azurite?.DisposeAsync() ?? ValueTask.CompletedTask);
        _workspace.Delete(recursive: true);
    }

    private void AddSecondSaga()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Folder, "Gifting"));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Gifting")))
        {
            File.Copy(file, Path.Combine(folder.FullName, Path.GetFileName(file)));
        }
    }

    // Beside the sources that the machine has.
    private static string Feed(string folder) =>
        $"""<configuration><packageSources><add key="built" value="{SecurityElement.Escape(folder)}" /></packageSources></configuration>""";
}
