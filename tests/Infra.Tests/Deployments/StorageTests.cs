using System.Text.RegularExpressions;

namespace DurableSagas.Infra.Tests.Deployments;

public sealed partial class StorageTests(Snapshots snapshots)
{
    private const string Account = "Microsoft.Storage/storageAccounts";

    [Fact]
    public async Task Account_Deployed_TakesIdentitiesOverTlsOnly()
    {
        var deployment = await snapshots.SampleAsync;

        var account = deployment.One(Account);

        Assert.Equal("false", account["properties.allowSharedKeyAccess"]);
        Assert.Equal("false", account["properties.allowBlobPublicAccess"]);
        Assert.Equal("true", account["properties.supportsHttpsTrafficOnly"]);
        Assert.Equal("TLS1_2", account["properties.minimumTlsVersion"]);
        Assert.Equal("Standard_ZRS", account["sku.name"]);
    }

    [Fact]
    public async Task Tables_EveryOneThatTheAppNames_Exists()
    {
        var named = Repository.Names(TableNames());
        var deployment = await snapshots.OtherChoicesAsync;

        var tables = deployment.Names($"{Account}/tableServices/tables").ToList();

        Assert.Contains("SagaViews", named);
        Assert.All(named, table => Assert.Contains(table, tables));
    }

    [Fact]
    public async Task Queues_EveryOneThatTheAppNames_ExistsWithItsPoisonQueue()
    {
        var named = Repository.Names(QueueNames());
        var deployment = await snapshots.SampleAsync;

        var queues = deployment.Names($"{Account}/queueServices/queues");

        Assert.Equal(named.SelectMany(queue => new[] { queue, $"{queue}-poison" }).Order(StringComparer.Ordinal), queues);
    }

    [Fact]
    public async Task FaultTable_InProduction_IsLeftOutEvenWhenAskedFor()
    {
        var elsewhere = await snapshots.OtherChoicesAsync;
        var production = await snapshots.FaultsInProductionAsync;

        var tables = production.Names($"{Account}/tableServices/tables");

        Assert.DoesNotContain("InjectedFaults", tables);
        Assert.Contains("InjectedFaults", elsewhere.Names($"{Account}/tableServices/tables"));
    }

    // The host keeps its keys and locks in the same account; a policy without a prefix would delete them.
    [Fact]
    public async Task Lifecycle_Deployed_DeletesLargeMessagesOfTheTaskHubOnly()
    {
        var deployment = await snapshots.SampleAsync;

        var policy = deployment.One($"{Account}/managementPolicies");

        Assert.Single(policy.Properties["policy"]!["rules"]!.AsArray());
        Assert.Single(policy.Properties["policy"]!["rules"]![0]!["definition"]!["filters"]!["prefixMatch"]!.AsArray());
        Assert.Equal("durablesagas-largemessages/", policy["properties.policy.rules.0.definition.filters.prefixMatch.0"]);
        Assert.Equal("365", policy["properties.policy.rules.0.definition.actions.baseBlob.delete.daysAfterModificationGreaterThan"]);
    }

    [Fact]
    public async Task PrivateStorage_Chosen_IsReachedFromTheNetworkOnly()
    {
        var deployment = await snapshots.OtherChoicesAsync;

        var account = deployment.One(Account);
        var services = deployment.All("Microsoft.Network/privateEndpoints").Select(endpoint => endpoint["properties.privateLinkServiceConnections.0.properties.groupIds.0"]!);

        Assert.Equal("Disabled", account["properties.publicNetworkAccess"]);
        Assert.Equal(["blob", "queue", "table"], services.Order(StringComparer.Ordinal));
        Assert.Equal("Microsoft.App/environments", deployment.One("Microsoft.Network/virtualNetworks")["properties.subnets.0.properties.delegations.0.properties.serviceName"]);
        Assert.EndsWith("/subnets/app", deployment.One("Microsoft.Web/sites")["properties.virtualNetworkSubnetId"], StringComparison.Ordinal);
    }

    [GeneratedRegex("""const string \w*Table = "(?<name>\w+)";""")]
    private static partial Regex TableNames();

    [GeneratedRegex("""const string \w*Queue = "(?<name>[a-z0-9-]+)";|QueueTrigger\("(?<name>[a-z0-9-]+)""")]
    private static partial Regex QueueNames();
}
