using DurableSagas.EmbeddedHost.Dispatch;
using DurableSagas.EmbeddedHost.Hosting;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace DurableSagas.EmbeddedHost.Tests.Hosting;

public sealed class HostJsonFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_EverySettingWithAMeaning_IsHonoured()
    {
        var hostJson = Load("""
            {
              // as func allows it
              "version": "2.0",
              "functionTimeout": "00:10:00",
              "logging": { "logLevel": { "default": "Warning", "Function.Ship": "debug" } },
              "extensions": {
                "http": { "routePrefix": "/v1/" },
                "durableTask": {
                  "hubName": "Orders",
                  "maxConcurrentActivityFunctions": 7,
                  "maxConcurrentOrchestratorFunctions": 8,
                  "maxOrchestrationActions": 9,
                  "extendedSessionsEnabled": true,
                  "extendedSessionIdleTimeoutInSeconds": 45,
                  "overridableExistingInstanceStates": "AnyState",
                  "storeInputsInOrchestrationHistory": true,
                  "defaultVersion": "2.1",
                  "versionMatchStrategy": "currentOrOlder",
                  "versionFailureStrategy": "Fail",
                },
              },
            }
            """);

        Assert.Equal(TimeSpan.FromMinutes(10), hostJson.FunctionTimeout);
        Assert.Equal("v1", hostJson.RoutePrefix);
        Assert.Equal([("default", LogLevel.Warning), ("Function.Ship", LogLevel.Debug)], hostJson.LogLevels.Select(level => (level.Key, level.Value)));
        Assert.Empty(hostJson.Ignored);
        Assert.Equal(
            new EngineSettings
            {
                HubName = "Orders",
                MaxConcurrentActivityFunctions = 7,
                MaxConcurrentOrchestratorFunctions = 8,
                MaxOrchestrationActions = 9,
                ExtendedSessionIdleTimeout = TimeSpan.FromSeconds(45),
                DedupeStatuses = hostJson.Engine.DedupeStatuses,
                StoresInputs = true,
                DefaultVersion = "2.1",
                VersionMatchStrategy = VersionMatchStrategy.CurrentOrOlder,
                VersionFailureStrategy = VersionFailureStrategy.Fail,
            },
            hostJson.Engine);
        Assert.Empty(hostJson.Engine.DedupeStatuses);
    }

    [Fact]
    public void Load_NothingSet_HasDefaults()
    {
        var hostJson = Load("""{ "version": "2.0" }""");

        Assert.Null(hostJson.FunctionTimeout);
        Assert.Equal("api", hostJson.RoutePrefix);
        Assert.Equal("TestHubName", hostJson.Engine.HubName);
        Assert.Equal(
            [OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Suspended],
            hostJson.Engine.DedupeStatuses);
    }

    [Fact]
    public void Load_SettingsWithoutAMeaning_AreListed()
    {
        var hostJson = Load("""
            {
              "version": "2.0",
              "functionTimeout": "-1",
              "extensionBundle": { "id": "b" },
              "extensions": { "durableTask": { "storageProvider": { "partitionCount": 4, "controlQueueBatchSize": 32 } } }
            }
            """);

        Assert.Null(hostJson.FunctionTimeout);
        Assert.Equal(
            [
                "extensionBundle.id",
                "extensions.durableTask.storageProvider.controlQueueBatchSize",
                "extensions.durableTask.storageProvider.partitionCount",
            ],
            hostJson.Ignored);
    }

    [Fact]
    public void Load_WrongValues_AreAllNamed()
    {
        var exception = Assert.Throws<HostStartException>(() => Load("""
            {
              "version": "1.0",
              "functionTimeout": "ten minutes",
              "logging": { "logLevel": { "default": "Loud" } },
              "extensions": { "durableTask": {
                "hubName": "1-hub", "maxConcurrentActivityFunctions": 0, "extendedSessionsEnabled": "maybe",
                "versionMatchStrategy": "Newest", "overridableExistingInstanceStates": "Some" } }
            }
            """));

        Assert.Equal(
            $"'{Path.Combine(_folder.Path, "host.json")}' has settings that cannot be used: " +
            "'version' is '1.0', expected '2.0'. " +
            "'functionTimeout' is 'ten minutes', expected a time such as '00:10:00', or '-1' for none. " +
            "'extensions.durableTask.hubName' is '1-hub', expected 3 to 45 letters and digits, starting with a letter. " +
            "'extensions.durableTask.maxConcurrentActivityFunctions' is '0', expected a whole number of at least 1. " +
            "'extensions.durableTask.extendedSessionsEnabled' is 'maybe', expected true or false. " +
            "'extensions.durableTask.overridableExistingInstanceStates' is 'Some', expected NonRunningStates or AnyState. " +
            "'extensions.durableTask.versionMatchStrategy' is 'Newest', expected None or Strict or CurrentOrOlder. " +
            "'logging.logLevel.default' is 'Loud', expected Trace or Debug or Information or Warning or Error or Critical or None.",
            exception.Message);
    }

    [Fact]
    public void Load_NoJson_NamesTheFile()
    {
        var exception = Assert.Throws<HostStartException>(() => Load("{ \"version\": "));

        Assert.StartsWith($"'{Path.Combine(_folder.Path, "host.json")}' cannot be read: ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_EnvironmentAndAppSettings_HaveTheLastWord()
    {
        var hostJson = Load(
            """{ "version": "2.0", "extensions": { "durableTask": { "hubName": "%Hub%", "maxConcurrentActivityFunctions": 7 } } }""",
            ("Hub", "FromSetting"),
            ("AzureFunctionsJobHost:extensions:durableTask:maxConcurrentActivityFunctions", "3"));

        Assert.Equal(("FromSetting", 3), (hostJson.Engine.HubName, hostJson.Engine.MaxConcurrentActivityFunctions));
    }

    [Fact]
    public void Load_AppSettingNotSet_IsAFault()
    {
        var exception = Assert.Throws<HostStartException>(
            () => Load("""{ "version": "2.0", "extensions": { "durableTask": { "hubName": "%Hub%" } } }"""));

        Assert.EndsWith("'extensions.durableTask.hubName' names the app setting '%Hub%', which is not set.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_SessionsSwitchedOff_InstancesAreReplayedEachTime()
    {
        var hostJson = Load("""{ "version": "2.0", "extensions": { "durableTask": { "extendedSessionsEnabled": false } } }""");

        Assert.Equal(TimeSpan.Zero, hostJson.Engine.ExtendedSessionIdleTimeout);
    }

    private HostJson Load(string text, params (string Key, string Value)[] appSettings)
    {
        _folder.Write("host.json", text);
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(appSettings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
            .Build();
        return HostJsonFile.Load(new HostFolders(_folder.Path, _folder.Path), configuration);
    }
}
