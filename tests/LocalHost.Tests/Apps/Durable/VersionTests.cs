using System.Text.Json.Nodes;
using DurableSagas.LocalHost.Tests.Apps.Hosting;

namespace DurableSagas.LocalHost.Tests.Apps.Durable;

/// <summary>The extension's default keeps a versioned instance from ever starting: as in Azure, host.json alone decides.</summary>
public sealed class VersionTests(SharedSampleHost shared, Storage storage)
{
    [Fact]
    public async Task Versioned_Instance_WithStrategyNone_Starts()
    {
        var host = await shared.StartAsync(storage);
        var id = SharedSampleHost.NewId("versioned");

        await host.StartAsync("Sequence", id, query: "?version=2");

        Assert.Equal("\"ABC\"", (await host.UntilAsync(id, "Completed")).Output);
    }

    [Fact]
    public async Task Versioned_Instance_WithoutThatLine_GoesBackIntoItsQueue()
    {
        using var app = new AppCopy(Builds.SampleApp, host => host["extensions"]!["durableTask"]!.AsObject().Remove("versionMatchStrategy"));
        await using var host = await SampleHost.StartAsync(HostSettings.Sample(storage) with { AppFolder = app.Folder, TaskHub = HostSettings.AzureStorage });
        var id = SharedSampleHost.NewId("never");

        await host.StartAsync("Sequence", id, query: "?version=2");
        await host.Process.SaysAsync("Abandoning", TestContext.Current.CancellationToken);

        Assert.Equal("Pending", (await host.StatusAsync(id)).Status);
        Assert.Equal("\"ABC\"", (await host.RunAsync("Sequence", SharedSampleHost.NewId("unversioned"))).Output);
    }

    private sealed class AppCopy : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sample-app-");

        public AppCopy(string app, Action<JsonNode> change)
        {
            foreach (var file in Directory.EnumerateFiles(app, "*", SearchOption.AllDirectories))
            {
                var copy = Path.Combine(Folder, Path.GetRelativePath(app, file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }

            var hostJson = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "host.json")))!;
            change(hostJson);
            File.WriteAllText(Path.Combine(Folder, "host.json"), hostJson.ToJsonString());
        }

        public string Folder => _folder.FullName;

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
