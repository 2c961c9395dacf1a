using DurableSagas.EmbeddedHost.Hosting;
using Microsoft.Extensions.Configuration;

namespace DurableSagas.EmbeddedHost.Tests.Hosting;

public sealed class LocalSettingsTests : IDisposable
{
    private const string Text = """
        {
          "IsEncrypted": false, // as func writes it
          "Values": { "AzureWebJobsStorage": "UseDevelopmentStorage=true", "Payments__Url": "http://p", "Limit": 5, "On": true },
          "ConnectionStrings": { "Sql": "Server=x" },
          "Host": { "LocalHttpPort": 7099 },
        }
        """;

    private readonly TemporaryFolder _app = new();
    private readonly TemporaryFolder _work = new();

    public void Dispose()
    {
        _app.Dispose();
        _work.Dispose();
    }

    [Fact]
    public void Load_File_GivesConfigurationKeysAndThePort()
    {
        _app.Write("local.settings.json", Text);

        var settings = Load();

        Assert.Equal(7099, settings.HttpPort);
        Assert.Equal("UseDevelopmentStorage=true", settings.Values["AzureWebJobsStorage"]);
        Assert.Equal("http://p", settings.Values["Payments:Url"]);
        Assert.Equal("5", settings.Values["Limit"]);
        Assert.Equal("true", settings.Values["On"], ignoreCase: true);
        Assert.Equal("Server=x", settings.Values["ConnectionStrings:Sql"]);
    }

    [Fact]
    public void Load_OwnSettingsInAParentFolder_WinOverTheSampleBesideTheApp()
    {
        _app.Write("local.settings.sample.json", """{ "Values": { "From": "sample" } }""");
        _work.Write("local.settings.json", """{ "Values": { "From": "own" } }""");
        var below = Directory.CreateDirectory(Path.Combine(_work.Path, "src", "App")).FullName;

        var own = LocalSettings.Load(new HostFolders(_app.Path, below));
        var sample = LocalSettings.Load(new HostFolders(_app.Path, _app.Path));

        Assert.Equal(("own", "sample"), (own.Values["From"], sample.Values["From"]));
    }

    [Fact]
    public void Load_NoFile_HasNoValues()
    {
        Assert.Empty(Load().Values);
    }

    [Theory]
    [InlineData("""{ "IsEncrypted": true }""", "is encrypted. Run 'func settings decrypt', or set its values again.")]
    [InlineData("""{ "Values": 5 }""", "cannot be read: ")]
    [InlineData("[]", "cannot be read: ")]
    [InlineData("null", "cannot be read: ")]
    [InlineData("{", "cannot be read: ")]
    public void Load_UnusableFile_IsNamed(string text, string reason)
    {
        var path = _app.Write("local.settings.json", text);

        var exception = Assert.Throws<HostStartException>(Load);

        Assert.StartsWith($"'{path}' {reason}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Configuration_SameSettingTwice_TheCommandLineWinsOverTheFile()
    {
        _app.Write("local.settings.json", """{ "Values": { "A": "file", "B": "file" } }""");
        var builder = new ConfigurationBuilder();

        HostConfiguration.Add(builder, [$"--AzureWebJobsScriptRoot={_app.Path}", "--B=line", "--port", "7"]);

        var configuration = builder.Build();
        Assert.Equal(("file", "line", null), (configuration["A"], configuration["B"], configuration["port"]));
    }

    [Fact]
    public void Root_HostJsonAbove_IsItsFolderElseTheWorkingDirectory()
    {
        _work.Write("host.json", "{}");
        var below = Directory.CreateDirectory(Path.Combine(_work.Path, "src", "App")).FullName;

        Assert.Equal(_work.Path, new HostFolders(_app.Path, below).Root);
        Assert.Equal(_app.Path, new HostFolders(below, _app.Path).Root);
    }

    private LocalSettings Load() => LocalSettings.Load(new HostFolders(_app.Path, _app.Path));
}
