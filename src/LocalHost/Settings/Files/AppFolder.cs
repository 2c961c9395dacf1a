namespace DurableSagas.LocalHost.Settings.Files;

/// <summary>The output of a build or a publish of an isolated-worker function app.</summary>
internal sealed record AppFolder(string Path)
{
    public const string HostFile = "host.json";

    private static readonly string[] _built = [HostFile, "functions.metadata", "worker.config.json"];

    public static AppFolder Open(string path)
    {
        var folder = System.IO.Path.GetFullPath(path);
        if (!Directory.Exists(folder))
        {
            var found = File.Exists(folder) ? "a file" : "not there";
            throw new HostStartException($"'{folder}' is {found}; expected the folder that 'dotnet build' or 'dotnet publish' of a function app wrote.");
        }

        var missing = _built.Where(name => !File.Exists(System.IO.Path.Combine(folder, name))).ToList();
        return missing.Count == 0 ? new AppFolder(folder) : throw new HostStartException(
            $"'{folder}' is no built function app: it has no {string.Join(" and no ", missing.Select(name => $"'{name}'"))}. {Advice(folder, missing)}");
    }

    public string? Find(string fileName) =>
        System.IO.Path.Combine(Path, fileName) is var file && File.Exists(file) ? file : null;

    private static string Advice(string folder, List<string> missing) =>
        Directory.EnumerateFiles(folder, "*.csproj").FirstOrDefault() is { } project
            ? $"It holds the project '{System.IO.Path.GetFileName(project)}': build it, and give the folder with its output, such as bin/Debug/net10.0."
        : missing is [HostFile]
            ? $"Let the project copy {HostFile} to its output, then build it again."
            : "Give the output folder of a project with the packages Microsoft.Azure.Functions.Worker and Microsoft.Azure.Functions.Worker.Sdk.";
}
