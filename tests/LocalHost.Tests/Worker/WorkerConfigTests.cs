using DurableSagas.LocalHost.Worker;
using DurableSagas.LocalHost.Worker.Launching;

namespace DurableSagas.LocalHost.Tests.Worker;

public sealed class WorkerConfigTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("worker-config").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Read_AsABuildWritesIt_GivesTheCommand()
    {
        File.WriteAllText(Path.Combine(_folder, "App.dll"), string.Empty);
        Write("""{ "description": { "language": "dotnet-isolated", "defaultExecutablePath": "dotnet", "defaultWorkerPath": "App.dll" } }""");

        var config = WorkerConfig.Read(_folder);

        Assert.Equal(new WorkerConfig("dotnet", "App.dll"), config);
    }

    [Fact]
    public void Read_SelfContained_FindsTheExecutableInTheFolder()
    {
        File.WriteAllText(Path.Combine(_folder, "App"), string.Empty);
        Write("""{ "description": { "defaultExecutablePath": "{WorkerRoot}App", "defaultWorkerPath": "App" } }""");

        var config = WorkerConfig.Read(_folder);

        Assert.Equal(Path.Combine(_folder, "App"), config.ExecutablePath);
    }

    [Fact]
    public void Read_NoAppThere_SaysWhatFolderToGive()
    {
        var exception = Assert.Throws<WorkerStartException>(() => WorkerConfig.Read(_folder));

        Assert.Equal(
            $"'{_folder}' has no 'worker.config.json': it is not the output folder of an isolated-worker function app. " +
            "Build or publish the app, and give the folder that was written.",
            exception.Message);
    }

    [Theory]
    [InlineData("{", "is not JSON")]
    [InlineData("[]", "has no object 'description'")]
    [InlineData("""{ "description": { "defaultExecutablePath": "dotnet" } }""", "does not say 'description.defaultWorkerPath'")]
    [InlineData("""{ "description": { "defaultExecutablePath": "dotnet", "defaultWorkerPath": "Gone.dll" } }""", "names the worker 'Gone.dll'")]
    public void Read_Broken_SaysWhere(string json, string fault)
    {
        Write(json);

        var exception = Assert.Throws<WorkerStartException>(() => WorkerConfig.Read(_folder));

        Assert.StartsWith($"'{Path.Combine(_folder, "worker.config.json")}' {fault}", exception.Message, StringComparison.Ordinal);
    }

    private void Write(string json) => File.WriteAllText(Path.Combine(_folder, WorkerConfig.FileName), json);
}
