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

    private static JsonNode Read(params string[] path) => JsonNode.Parse(File.ReadAllText(Repository.File(path)))!;

    private static JsonObject DurableTask(JsonNode hostJson) => hostJson["extensions"]!["durableTask"]!.AsObject();
}
