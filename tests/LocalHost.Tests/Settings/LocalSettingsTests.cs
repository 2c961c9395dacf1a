using DurableSagas.LocalHost.Settings;
using DurableSagas.LocalHost.Settings.Files;
using DurableSagas.LocalHost.Tests.Host;

namespace DurableSagas.LocalHost.Tests.Settings;

public sealed class LocalSettingsTests : IDisposable
{
    private const string Text = """
        {
          "IsEncrypted": false, // as func writes it
          "Values": { "AzureWebJobsStorage": "UseDevelopmentStorage=true", "Payments__Url": "http://p", "Limit": 5, "On": true, "None": null },
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
    public void Load_File_GivesEnvironmentVariablesAndThePort()
    {
        _app.Write("local.settings.json", Text);

        var settings = Load();

        Assert.Equal(7099, settings.HttpPort);
        Assert.Equal(
            [
                ("AzureWebJobsStorage", "UseDevelopmentStorage=true"),
                ("Payments__Url", "http://p"),
                ("Limit", "5"),
                ("On", "true"),
                ("None", ""),
                ("ConnectionStrings__Sql", "Server=x"),
            ],
            settings.Values.Select(setting => (setting.Key, setting.Value)));
    }

    [Fact]
    public void Load_OwnSettingsInTheWorkingFolder_WinOverTheSampleBesideTheApp()
    {
        _app.Write("local.settings.sample.json", """{ "Values": { "From": "sample" } }""");
        _work.Write("local.settings.json", """{ "Values": { "From": "own" } }""");

        var own = Load();
        File.Delete(Path.Combine(_work.Path, "local.settings.json"));
        var sample = Load();
        var nothing = Load(orSample: false);

        Assert.Equal(("own", "sample"), (own.Values["From"], sample.Values["From"]));
        Assert.Empty(nothing.Values);
    }

    [Theory]
    [InlineData("""{ "IsEncrypted": true }""", "is encrypted. Run 'func settings decrypt', or set its values again.")]
    [InlineData("""{ "Values": 5 }""", "cannot be read: ")]
    [InlineData("[]", "cannot be read: ")]
    [InlineData("null", "cannot be read: ")]
    [InlineData("{", "cannot be read: ")]
    [InlineData("""{ "Values": { "a": 1, "A": 2 } }""", "cannot be read: ")]
    public void Load_UnusableFile_IsNamed(string text, string reason)
    {
        var path = _app.Write("local.settings.json", text);

        var exception = Assert.Throws<HostStartException>(() => Load());

        Assert.StartsWith($"'{path}' {reason}", exception.Message, StringComparison.Ordinal);
    }

    private LocalSettings Load(bool orSample = true) => LocalSettings.Load([_app.Path, _work.Path], orSample);
}
