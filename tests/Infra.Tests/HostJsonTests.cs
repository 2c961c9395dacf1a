using System.Text.Json.Nodes;

namespace DurableSagas.Infra.Tests;

public sealed class HostJsonTests
{
    [Fact]
    public void HostJson_ForTheScheduler_DiffersInTheStorageProviderOnly()
    {
        var usual = Read("host.json");
        var scheduler = Read("infra", "durable-task-scheduler", "host.json");

        var provider = DurableTask(scheduler)["storageProvider"]!.DeepClone();
        DurableTask(usual).Remove("storageProvider");
        DurableTask(scheduler).Remove("storageProvider");

        Assert.Equal("azureManaged", (string?)provider["type"]);
        Assert.Equal("DURABLE_TASK_SCHEDULER_CONNECTION_STRING", (string?)provider["connectionStringName"]);
        Assert.True(JsonNode.DeepEquals(usual, scheduler), $"host.json of the scheduler must say what the usual one says: {usual}");
    }

    // A trace that is sampled away is an alert that never comes.
    [Fact]
    public void HostJson_WhatAlertsRead_IsNeverSampledAway()
    {
        var sampling = Read("host.json")["logging"]!["applicationInsights"]!["samplingSettings"]!;

        var excluded = ((string)sampling["excludedTypes"]!).Split(';');

        Assert.Contains("Request", excluded);
        Assert.Contains("Trace", excluded);
    }

    // What the code takes for granted: links begin with /api, queue messages are Base64, the fifth delivery is the last,
    // a history tells the inputs of activities, of which views are rebuilt, and an instance of any version is started.
    [Theory]
    [InlineData("host.json")]
    [InlineData("infra/durable-task-scheduler/host.json")]
    public void HostJson_WhatTheCodeReliesOn_IsSaidOrLeftAtItsDefault(string path)
    {
        var extensions = Read(path)["extensions"]!;

        Assert.Equal("api", (string?)extensions["http"]!["routePrefix"]);
        Assert.Equal(5, (int?)extensions["queues"]!["maxDequeueCount"]);
        Assert.Null(extensions["queues"]!["messageEncoding"]);
        Assert.True((bool?)extensions["durableTask"]!["storeInputsInOrchestrationHistory"]);
        Assert.Equal("None", (string?)extensions["durableTask"]!["versionMatchStrategy"]);
        Assert.Null(extensions["durableTask"]!["extendedSessionsEnabled"]);
        Assert.Null(extensions["durableTask"]!["overridableExistingInstanceStates"]);
    }

    // What a killed host had in hand comes back after a minute, not after the engine's five.
    [Fact]
    public void HostJson_MessagesOfTheEngine_AreHiddenForAMinute()
    {
        var provider = Read("host.json")["extensions"]!["durableTask"]!["storageProvider"]!;

        Assert.Equal("00:01:00", (string?)provider["controlQueueVisibilityTimeout"]);
        Assert.Equal("00:01:00", (string?)provider["workItemQueueVisibilityTimeout"]);
    }

    // The app sends its own telemetry; with this mode the host's would change the tables that the alerts read.
    [Fact]
    public void HostJson_TelemetryOfTheHost_StaysInTheTablesThatAlertsRead()
    {
        Assert.Null(Read("host.json")["telemetryMode"]);
    }

    private static JsonNode Read(params string[] path) => JsonNode.Parse(File.ReadAllText(Repository.File(path)))!;

    private static JsonObject DurableTask(JsonNode hostJson) => hostJson["extensions"]!["durableTask"]!.AsObject();
}
