using DurableSagas.LocalHost.Settings;
using DurableSagas.LocalHost.Settings.Files;
using DurableSagas.LocalHost.Tests.Host;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace DurableSagas.LocalHost.Tests.Settings;

public sealed class HostJsonFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_SettingsOfTheHost_AreRead()
    {
        var hostJson = Load("""
            {
              // as func allows it
              "version": "2.0",
              "functionTimeout": "00:10:00",
              "logging": { "logLevel": { "default": "Warning", "Function.Ship": "debug" } },
              "extensions": { "http": { "routePrefix": "/v1/" } },
            }
            """);

        Assert.Equal(TimeSpan.FromMinutes(10), hostJson.FunctionTimeout);
        Assert.Equal("v1", hostJson.RoutePrefix);
        Assert.Equal([("default", LogLevel.Warning), ("Function.Ship", LogLevel.Debug)], hostJson.LogLevels.Select(level => (level.Key, level.Value)));
    }

    [Fact]
    public void Load_SettingsOfTheExtensions_GoToTheWebJobsSdkAsTheyStand()
    {
        var hostJson = Load("""
            {
              "version": "2.0",
              "extensions": { "durableTask": { "hubName": "%Hub%", "extendedSessionsEnabled": true, "storageProvider": { "partitionCount": 3 } } },
              "singleton": { "lockPeriod": "00:00:15" },
              "watchDirectories": [ "x" ]
            }
            """);

        Assert.Equal(
            [
                ("AzureWebJobs:extensions:durableTask:extendedSessionsEnabled", "True"),
                ("AzureWebJobs:extensions:durableTask:hubName", "%Hub%"),
                ("AzureWebJobs:extensions:durableTask:storageProvider:partitionCount", "3"),
                ("AzureWebJobs:singleton:lockPeriod", "00:00:15"),
            ],
            hostJson.WebJobs.Select(setting => (setting.Key, setting.Value)).OrderBy(setting => setting.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void Load_NothingSet_HasDefaults()
    {
        var hostJson = Load("""{ "version": "2.0" }""");

        Assert.Equal((TimeSpan.FromMinutes(30), "api"), (hostJson.FunctionTimeout, hostJson.RoutePrefix));
        Assert.Empty(hostJson.WebJobs);
        Assert.Empty(hostJson.LogLevels);
    }

    [Fact]
    public void Load_NoTimeout_IsNone()
    {
        Assert.Null(Load("""{ "version": "2.0", "functionTimeout": "-1" }""").FunctionTimeout);
    }

    [Fact]
    public void Load_WrongValues_AreAllNamed()
    {
        var exception = Assert.Throws<HostStartException>(() => Load("""
            { "version": "1.0", "functionTimeout": "ten minutes", "logging": { "logLevel": { "default": "Loud" } } }
            """));

        Assert.Equal(
            $"'{Path.Combine(_folder.Path, "host.json")}' has settings that cannot be used: " +
            "'version' is '1.0', expected '2.0'. " +
            "'functionTimeout' is 'ten minutes', expected a time such as '00:10:00', or '-1' for none. " +
            "'logging.logLevel.default' is 'Loud', expected Trace or Debug or Information or Warning or Error or Critical or None.",
            exception.Message);
    }

    [Theory]
    [InlineData("{}", "has settings that cannot be used: 'version' is missing, expected '2.0'.")]
    [InlineData("{ \"version\": ", "cannot be read: ")]
    [InlineData("[]", "cannot be read: ")]
    public void Load_UnusableFile_IsNamed(string text, string reason)
    {
        var exception = Assert.Throws<HostStartException>(() => Load(text));

        Assert.StartsWith($"'{Path.Combine(_folder.Path, "host.json")}' {reason}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_EnvironmentAndAppSettings_HaveTheLastWord()
    {
        var hostJson = Load(
            """{ "version": "2.0", "extensions": { "http": { "routePrefix": "%Prefix%" }, "durableTask": { "hubName": "InFile" } } }""",
            ("Prefix", "fromSetting"),
            ("AzureFunctionsJobHost:extensions:durableTask:hubName", "Overridden"),
            ("AzureFunctionsJobHost:functionTimeout", "00:00:07"));

        Assert.Equal(("fromSetting", TimeSpan.FromSeconds(7)), (hostJson.RoutePrefix, hostJson.FunctionTimeout));
        Assert.Equal("Overridden", hostJson.WebJobs["AzureWebJobs:extensions:durableTask:hubName"]);
    }

    [Fact]
    public void Load_AppSettingNotSet_IsAFault()
    {
        var exception = Assert.Throws<HostStartException>(
            () => Load("""{ "version": "2.0", "extensions": { "http": { "routePrefix": "%Prefix%" } } }"""));

        Assert.EndsWith("'extensions.http.routePrefix' names the app setting '%Prefix%', which is not set.", exception.Message, StringComparison.Ordinal);
    }

    private HostJson Load(string text, params (string Key, string Value)[] appSettings)
    {
        _folder.WriteApp(text);
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(appSettings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
            .Build();
        return HostJsonFile.Load(AppFolder.Open(_folder.Path), configuration);
    }
}
