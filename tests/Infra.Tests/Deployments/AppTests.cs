namespace DurableSagas.Infra.Tests.Deployments;

public sealed class AppTests(Snapshots snapshots)
{
    private const string App = "Microsoft.Web/sites";
    private const string BlobDataOwner = "b7e6dc6d-f1e8-4753-8033-0f276bb0955b";
    private const string DurableTaskDataContributor = "0ad04412-c4d5-4796-b79c-f76d14c8d402";
    private const string MonitoringMetricsPublisher = "3913510d-42f4-4e42-8a64-420c390055eb";
    private const string QueueDataContributor = "974c5e8b-45b9-4653-ba55-5f855dd0fb88";
    private const string SignIn = "authsettingsV2";
    private const string TableDataContributor = "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3";

    [Fact]
    public async Task App_Deployed_RunsNet10OnFlexConsumptionWithOneInstanceReadyForOrchestrations()
    {
        var deployment = await snapshots.SampleAsync;

        var app = deployment.One(App);
        var config = app.Properties["functionAppConfig"]!;

        Assert.Equal("FC1", deployment.One("Microsoft.Web/serverfarms")["sku.name"]);
        Assert.Equal("functionapp,linux", app["kind"]);
        Assert.Equal("dotnet-isolated 10.0", $"{config["runtime"]!["name"]} {config["runtime"]!["version"]}");
        Assert.Equal("""[{"name":"durable","instanceCount":1}]""", config["scaleAndConcurrency"]!["alwaysReady"]!.ToJsonString());
        Assert.Equal("2048", (string?)config["scaleAndConcurrency"]!["instanceMemoryMB"]!.ToString());
    }

    [Fact]
    public async Task App_Deployed_IsClosedToPlainHttpOldTlsAndPasswords()
    {
        var deployment = await snapshots.SampleAsync;

        var app = deployment.One(App);
        var passwords = deployment.All($"{App}/basicPublishingCredentialsPolicies").ToDictionary(policy => policy.Name, policy => policy["properties.allow"]);

        Assert.Equal("true", app["properties.httpsOnly"]);
        Assert.Equal("1.2", app["properties.siteConfig.minTlsVersion"]);
        Assert.Equal("1.2", app["properties.siteConfig.scmMinTlsVersion"]);
        Assert.Equal("Disabled", app["properties.siteConfig.ftpsState"]);
        Assert.Equal(new Dictionary<string, string?> { ["ftp"] = "false", ["scm"] = "false" }, passwords);
    }

    [Fact]
    public async Task Settings_Deployed_HoldAddressesAndNoKey()
    {
        var deployment = await snapshots.SampleAsync;

        var settings = SettingsOf(deployment).Properties;

        Assert.Equal(
            [
                "APPLICATIONINSIGHTS_AUTHENTICATION_STRING",
                "APPLICATIONINSIGHTS_CONNECTION_STRING",
                "AZURE_CLIENT_ID",
                "AllowFaultInjection",
                "AzureWebJobsStorage__blobServiceUri",
                "AzureWebJobsStorage__clientId",
                "AzureWebJobsStorage__credential",
                "AzureWebJobsStorage__queueServiceUri",
                "AzureWebJobsStorage__tableServiceUri",
            ],
            settings.Select(setting => setting.Key).Order(StringComparer.Ordinal));
        Assert.Equal("false", (string?)settings["AllowFaultInjection"]);
    }

    [Fact]
    public async Task Settings_OfTheAppsOwn_StandBesideThoseOfTheTemplateAndReplaceNone()
    {
        var settings = SettingsOf(await snapshots.OtherChoicesAsync);

        Assert.Equal("https://bank.example.com/", settings["properties.Participants__bank__BaseUrl"]);
        Assert.NotEqual("another", settings["properties.AZURE_CLIENT_ID"]);
    }

    [Fact]
    public async Task Settings_OfTheAppsOwn_MakeNobodyAnOperatorByARoleThatNothingVouchesFor()
    {
        var settings = SettingsOf(await snapshots.FaultsInProductionAsync);

        Assert.DoesNotContain("OperatorRole", settings.Properties.Select(setting => setting.Key));
    }

    [Fact]
    public async Task Identity_Deployed_HasTheLeastRolesThatWork()
    {
        var deployment = await snapshots.SampleAsync;

        Assert.Equal(
            [
                $"components {MonitoringMetricsPublisher}",
                $"storageAccounts {TableDataContributor}",
                $"storageAccounts {QueueDataContributor}",
                $"storageAccounts {BlobDataOwner}",
            ],
            deployment.Roles());
    }

    [Fact]
    public async Task FaultInjection_InProduction_StaysOffEvenWhenAskedFor()
    {
        var elsewhere = await snapshots.OtherChoicesAsync;
        var production = await snapshots.FaultsInProductionAsync;

        Assert.Equal("false", SettingsOf(production)["properties.AllowFaultInjection"]);
        Assert.Equal("true", SettingsOf(elsewhere)["properties.AllowFaultInjection"]);
    }

    [Fact]
    public async Task Telemetry_Deployed_TakesIdentitiesOnly()
    {
        var deployment = await snapshots.SampleAsync;

        Assert.Equal("true", deployment.One("Microsoft.Insights/components")["properties.DisableLocalAuth"]);
        Assert.Equal("true", deployment.One("Microsoft.OperationalInsights/workspaces")["properties.features.disableLocalAuth"]);
    }

    [Fact]
    public async Task Scheduler_Chosen_HoldsTheTaskHubOfHostJson()
    {
        var deployment = await snapshots.OtherChoicesAsync;

        var connection = SettingsOf(deployment)["properties.DURABLE_TASK_SCHEDULER_CONNECTION_STRING"];

        Assert.Equal("DurableSagas", deployment.One("Microsoft.DurableTask/schedulers/taskHubs").Name);
        Assert.Contains($"taskHubs {DurableTaskDataContributor}", deployment.Roles());
        Assert.Contains("Authentication=ManagedIdentity", connection, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scheduler_NotChosen_IsNotDeployed()
    {
        var deployment = await snapshots.SampleAsync;

        Assert.DoesNotContain(deployment.Resources, resource => resource.Type.StartsWith("Microsoft.DurableTask/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Operators_Chosen_AreKnownByAKeyThatTheTemplateNeverSeesOrByTheirRole()
    {
        var deployment = await snapshots.OtherChoicesAsync;

        var (app, settings, signIn) = (deployment.One(App), SettingsOf(deployment), ConfigOf(deployment, SignIn));

        Assert.Equal("@Microsoft.KeyVault(SecretUri=https://vault.example.com/secrets/operator-key)", settings["properties.OperatorKey"]);
        Assert.EndsWith("userAssignedIdentities/" + deployment.One("Microsoft.ManagedIdentity/userAssignedIdentities").Name, app["properties.keyVaultReferenceIdentity"], StringComparison.Ordinal);
        Assert.Equal(("Operator", "true"), (settings["properties.OperatorRole"], signIn["properties.platform.enabled"]));
        Assert.Equal(("AllowAnonymous", "00000000-0000-0000-0000-000000000001"), (signIn["properties.globalValidation.unauthenticatedClientAction"], signIn["properties.identityProviders.azureActiveDirectory.registration.clientId"]));
    }

    // Where nothing takes the header away that names a role, anyone may write it.
    [Fact]
    public async Task OperatorRole_WithoutAuthentication_IsNotASetting()
    {
        var deployment = await snapshots.SampleAsync;

        Assert.DoesNotContain(deployment.All($"{App}/config"), config => config.Name == SignIn);
        Assert.DoesNotContain(SettingsOf(deployment).Properties, setting => setting.Key.StartsWith("Operator", StringComparison.Ordinal));
    }

    private static AzureResource SettingsOf(Deployment deployment) => ConfigOf(deployment, "appsettings");

    private static AzureResource ConfigOf(Deployment deployment, string name) => Assert.Single(deployment.All($"{App}/config"), config => config.Name == name);
}
