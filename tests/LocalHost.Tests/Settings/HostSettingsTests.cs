using DurableSagas.LocalHost.Settings;
using DurableSagas.LocalHost.Tests.Host;
using Microsoft.Extensions.Configuration;

namespace DurableSagas.LocalHost.Tests.Settings;

public sealed class HostSettingsTests : IDisposable
{
    private readonly TemporaryFolder _app = new();

    public HostSettingsTests() => _app.WriteApp("""
        { "version": "2.0", "extensions": { "durableTask": { "hubName": "InFile", "maxOrchestrationActions": 9 } } }
        """);

    public void Dispose() => _app.Dispose();

    [Fact]
    public void Configuration_SameSettingInMany_CommandLineOverEnvironmentOverLocalSettingsOverHostJson()
    {
        _app.Write("local.settings.json", """
            {
              "Values": {
                "A": "local", "B__C": "local", "LocalHost__TaskHub": "sqlite",
                "AzureFunctionsJobHost__extensions__durableTask__hubName": "InSettings"
              }
            }
            """);
        var arguments = new HostArguments(_app.Path) { TaskHub = "azurestorage" };

        var configuration = Configuration(Load(arguments, ("B:C", "environment"), ("LocalHost:TaskHub", "sqlite")));

        Assert.Equal(("local", "environment", "azurestorage"), (configuration["A"], configuration["B:C"], configuration["LocalHost:TaskHub"]));
        Assert.Equal("InSettings", configuration["AzureWebJobs:extensions:durableTask:hubName"]);
        Assert.Equal("9", configuration["AzureWebJobs:extensions:durableTask:maxOrchestrationActions"]);
    }

    [Fact]
    public void WorkerSettings_LocalSettings_AreThoseThatTheEnvironmentHasNot()
    {
        _app.Write("local.settings.json", """{ "Values": { "A": "local", "B__C": "local" } }""");

        var settings = Load(new HostArguments(_app.Path), ("B:C", "environment")).WorkerSettings();

        Assert.Equal("local", settings["A"]);
        Assert.DoesNotContain("B__C", settings.Keys);
        Assert.Equal("Development", settings["AZURE_FUNCTIONS_ENVIRONMENT"]);
    }

    [Fact]
    public void Load_KeysInTheEnvironment_SampleIsNotReadAndNobodyIsADeveloper()
    {
        _app.Write("local.settings.sample.json", """{ "Values": { "AllowFaults": "true" } }""");

        var open = Load(new HostArguments(_app.Path));
        var keyed = Load(new HostArguments(_app.Path), ("LocalHost:Keys:_master", "m"), ("DOTNET_ENVIRONMENT", "Development"));

        Assert.Equal(("true", "Development"), (Configuration(open)["AllowFaults"], open.WorkerSettings()["AZURE_FUNCTIONS_ENVIRONMENT"]));
        Assert.Equal((null, "Production"), (Configuration(keyed)["AllowFaults"], keyed.WorkerSettings()["AZURE_FUNCTIONS_ENVIRONMENT"]));
    }

    [Fact]
    public void Load_KeysInTheLocalSettings_NobodyIsADeveloper()
    {
        _app.Write("local.settings.json", """{ "Values": { "LocalHost__Keys__default": "d" } }""");

        var settings = Load(new HostArguments(_app.Path));

        Assert.True(settings.Keys.AreConfigured);
        Assert.Equal("Production", settings.EnvironmentName);
    }

    [Theory]
    [InlineData("Staging", false, "Staging")]
    [InlineData("Staging", true, "Staging")]
    [InlineData("Development", false, "Development")]
    public void Load_EnvironmentNamed_IsThat(string name, bool keyed, string expected)
    {
        var settings = Load(new HostArguments(_app.Path), ("AZURE_FUNCTIONS_ENVIRONMENT", name), ("LocalHost:Keys:_master", keyed ? "m" : ""));

        Assert.Equal(expected, settings.EnvironmentName);
    }

    [Fact]
    public void Load_KeysAndDevelopment_IsRefused()
    {
        var exception = Assert.Throws<HostStartException>(
            () => Load(new HostArguments(_app.Path), ("AZURE_FUNCTIONS_ENVIRONMENT", "development"), ("LocalHost:Keys:_master", "m")));

        Assert.Equal(
            "'AZURE_FUNCTIONS_ENVIRONMENT' is 'development', where an app may trust everyone, and keys are configured ('LocalHost:Keys'). " +
            "Take one of the two away.",
            exception.Message);
    }

    [Theory]
    [InlineData("LocalHost:TaskHub", "netherite", "LocalHost:TaskHub is 'netherite', expected 'sqlite' or 'azurestorage'.")]
    [InlineData("FUNCTIONS_REQUEST_BODY_SIZE_LIMIT", "4 MB", "'FUNCTIONS_REQUEST_BODY_SIZE_LIMIT' is '4 MB', expected a number of bytes from 1 to 1073741824.")]
    public void Load_WrongSetting_SaysWhatIsExpected(string name, string value, string expected)
    {
        var exception = Assert.ThrowsAny<HostStartException>(() => Load(new HostArguments(_app.Path), (name, value)));

        Assert.Equal(expected, exception.Message);
    }

    private HostSettings Load(HostArguments arguments, params (string Key, string Value)[] environment) => new(
        arguments,
        new ConfigurationBuilder().AddInMemoryCollection(environment.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build(),
        _app.Path);

    private static IConfigurationRoot Configuration(HostSettings settings)
    {
        var builder = new ConfigurationBuilder();
        settings.AddTo(builder);
        return builder.Build();
    }
}
