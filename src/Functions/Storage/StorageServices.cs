using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using DurableSagas.Participants.Purging;
using DurableSagas.Projections;
using DurableSagas.Projections.Lists;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.Functions.Storage;

/// <summary>The app's tables, in the storage account that the setting <c>AzureWebJobsStorage</c> names.</summary>
internal static class StorageServices
{
    private const string Connection = "AzureWebJobsStorage";

    public static IServiceCollection AddTables(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(CreateClient(configuration));
        services.AddTable(SagaViews.Table).AddTable(SagaIndex.Table).AddTable(SagaRegister.Table);
        services.AddSingleton(provider => new SagaRegister(provider.GetRequiredService<TableServiceClient>().GetTableClient(SagaRegister.Table)));
        // In this order: the check reads a table.
        services.AddHostedService<TableCreation>().AddHostedService<VersionCheck>();
        return services;
    }

    /// <summary>Names a table that must exist before the first function runs.</summary>
    public static IServiceCollection AddTable(this IServiceCollection services, string name) => services.AddSingleton(new RequiredTable(name));

    private static TableServiceClient CreateClient(IConfiguration configuration)
    {
        var options = new TableClientOptions();
        options.Retry.Mode = RetryMode.Exponential;
        options.Retry.MaxRetries = 4;
        options.Retry.Delay = TimeSpan.FromMilliseconds(200);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(4);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(10);

        if (configuration[Connection] is { Length: > 0 } connectionString)
        {
            return new TableServiceClient(connectionString, options);
        }

        // A connection by identity, as the Functions host reads it: AzureWebJobsStorage__accountName and its siblings.
        var section = configuration.GetSection(Connection);
        var uri = section["tableServiceUri"] ?? (section["accountName"] is { Length: > 0 } account ? $"https://{account}.table.core.windows.net" : null);
        return uri is null
            ? throw new InvalidOperationException($"Setting '{Connection}' is missing. Set it to a connection string (locally 'UseDevelopmentStorage=true'), or set '{Connection}__accountName' for a connection by identity.")
            : new TableServiceClient(new Uri(uri), new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = section["clientId"] }), options);
    }
}
