using DurableSagas.LocalHost.Settings;
using DurableSagas.LocalHost.Settings.Files;
using DurableSagas.LocalHost.Tests.Host;

namespace DurableSagas.LocalHost.Tests.Startup;

public sealed class AppFolderTests : IDisposable
{
    private const string WithThePackages =
        "Give the output folder of a project with the packages Microsoft.Azure.Functions.Worker and Microsoft.Azure.Functions.Worker.Sdk.";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_BuiltApp_IsTaken()
    {
        _folder.WriteApp();

        Assert.Equal(_folder.Path, AppFolder.Open(_folder.Path).Path);
    }

    [Fact]
    public void Open_NotThere_SaysWhatIsExpected()
    {
        var path = Path.Combine(_folder.Path, "nowhere");

        var exception = Assert.Throws<HostStartException>(() => AppFolder.Open(path));

        Assert.Equal($"'{path}' is not there; expected the folder that 'dotnet build' or 'dotnet publish' of a function app wrote.", exception.Message);
    }

    [Theory]
    [InlineData("functions.metadata", WithThePackages)]
    [InlineData("worker.config.json", WithThePackages)]
    [InlineData("host.json", "Let the project copy host.json to its output, then build it again.")]
    public void Open_FileMissing_IsNamedWithAdvice(string name, string advice)
    {
        _folder.WriteApp();
        File.Delete(Path.Combine(_folder.Path, name));

        var exception = Assert.Throws<HostStartException>(() => AppFolder.Open(_folder.Path));

        Assert.Equal($"'{_folder.Path}' is no built function app: it has no '{name}'. {advice}", exception.Message);
    }

    [Fact]
    public void Open_ProjectFolder_SaysToBuildIt()
    {
        _folder.Write("Shop.csproj", "<Project />");
        _folder.Write("host.json", "{}");

        var exception = Assert.Throws<HostStartException>(() => AppFolder.Open(_folder.Path));

        Assert.Equal(
            $"'{_folder.Path}' is no built function app: it has no 'functions.metadata' and no 'worker.config.json'. " +
            "It holds the project 'Shop.csproj': build it, and give the folder with its output, such as bin/Debug/net10.0.",
            exception.Message);
    }
}
