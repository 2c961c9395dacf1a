namespace DurableSagas.LocalHost.Tests.Host;

internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("durable-sagas-").FullName;

    public string Write(string name, string text)
    {
        var file = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return file;
    }

    /// <summary>The files without which a folder is no built function app.</summary>
    public void WriteApp(string? hostJson = null)
    {
        Write("host.json", hostJson ?? """{ "version": "2.0" }""");
        Write("functions.metadata", "[]");
        Write("worker.config.json", "{}");
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
