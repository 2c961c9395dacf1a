using System.Globalization;
using DurableSagas.Packages.Tests.Packing;

[assembly: AssemblyFixture(typeof(PackageFeed))]

namespace DurableSagas.Packages.Tests.Packing;

/// <summary>All packages of this build, in a folder that serves as their feed, under a version that no other run has.</summary>
public sealed class PackageFeed : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("durablesagas-packages-");

    public string Folder => _folder.FullName;

    public string Version { get; } = string.Create(CultureInfo.InvariantCulture, $"1.0.0-test.{Guid.NewGuid().ToString("N")[..12]}");

    public async ValueTask InitializeAsync()
    {
        await DotNet.RunAsync(Repository.Root, CancellationToken.None, "pack", "Functions.sln", "--no-build", "-c", Repository.Configuration, "-o", Folder, $"-p:Version={Version}", "-v", "q");
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        // What restores have unpacked of them.
        foreach (var package in Directory.EnumerateDirectories(Repository.PackageRoot, "durablesagas*"))
        {
            var unpacked = Path.Combine(package, Version);
            if (Directory.Exists(unpacked))
            {
                Directory.Delete(unpacked, recursive: true);
            }
        }

        return ValueTask.CompletedTask;
    }
}
