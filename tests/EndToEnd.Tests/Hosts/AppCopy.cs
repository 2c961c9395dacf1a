using System.Text.Json.Nodes;

namespace DurableSagas.EndToEnd.Tests.Hosts;

/// <summary>A copy of the app's build whose host.json says something else.</summary>
internal sealed class AppCopy : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("durablesagas-app-");

    public AppCopy(Action<JsonObject> changeDurableTask)
    {
        foreach (var file in Directory.EnumerateFiles(LocalApp.AppFolder, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(Folder, Path.GetRelativePath(LocalApp.AppFolder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var path = Path.Combine(Folder, "host.json");
        var hostJson = JsonNode.Parse(File.ReadAllText(path))!;
        changeDurableTask(hostJson["extensions"]!["durableTask"]!.AsObject());
        File.WriteAllText(path, hostJson.ToJsonString());
    }

    public string Folder => _folder.FullName;

    public void Dispose() => _folder.Delete(recursive: true);
}
