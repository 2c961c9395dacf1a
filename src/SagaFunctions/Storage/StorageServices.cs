using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Queues;
using DurableSagas.Participants.Barriers;
using DurableSagas.Participants.Purging;
using DurableSagas.Projections.Lists;
using DurableSagas.Projections.Views;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.SagaFunctions.Storage;

/// <summary>The app's tables and queues, in the storage account that the setting <c>AzureWebJobsStorage</c> names.</summary>
internal static class StorageServices
{
    private const string Connection = "AzureWebJobsStorage";

    public static IServiceCollection AddTables(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(CreateClient(configuration)).AddSingleton(CreateQueueClient(configuration));
        services.AddTable(SagaViews.Table).AddTable(SagaIndex.Table).AddTable(SagaRegister.Table);
        services.AddSingleton(provider => new SagaRegister(provider.GetRequiredService<TableServiceClient>().GetTableClient(SagaRegister.Table)));
        services.AddSingleton<SagaPurge>().AddSingleton<ISagaRows, ParticipantRows>();
        // In this order: the key needs a table.
        services.AddHostedService<TableCreation>()
            .AddHostedService<ContinuationKeyCreation>()
            .AddHostedService<QueueCreation>();
        return services;
    }

    private static TableServiceClient CreateClient(IConfiguration configuration)
    {
        var options = new TableClientOptions();
        // Callers wait ten seconds in all: time for a request that gets no answer to be sent again, and again.
        Retry(options, maxRetries: 4, TimeSpan.FromSeconds(3));
        return configuration[Connection] is { Length: > 0 } connectionString
            ? new TableServiceClient(connectionString, options)
            : new TableServiceClient(ServiceUri(configuration, "table"), Credential(configuration), options);
    }

    private static QueueServiceClient CreateQueueClient(IConfiguration configuration)
    {
        // As queue triggers read messages, unless host.json says otherwise.
        var options = new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 };
        // The saga's own attempts go on after these.
        Retry(options, maxRetries: 1, TimeSpan.FromSeconds(5));
        return configuration[Connection] is { Length: > 0 } connectionString
            ? new QueueServiceClient(connectionString, options)
            : new QueueServiceClient(ServiceUri(configuration, "queue"), Credential(configuration), options);
    }

    private static void Retry(ClientOptions options, int maxRetries, TimeSpan networkTimeout)
    {
        options.Retry.Mode = RetryMode.Exponential;
        options.Retry.MaxRetries = maxRetries;
        options.Retry.Delay = TimeSpan.FromMilliseconds(200);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(4);
        options.Retry.NetworkTimeout = networkTimeout;
    }

    // A connection by identity, as the Functions host reads it: AzureWebJobsStorage__accountName and its siblings.
    private static Uri ServiceUri(IConfiguration configuration, string service)
    {
        var section = configuration.GetSection(Connection);
        var account = section["accountName"] is { Length: > 0 } name ? $"https://{name}.{service}.core.windows.net" : null;
        var uri = section[$"{service}ServiceUri"] ?? account;
        return uri is null
            ? throw new InvalidOperationException(
                $"Setting '{Connection}' is missing. Set it to a connection string (locally 'UseDevelopmentStorage=true'), "
                + $"or set '{Connection}__accountName' for a connection by identity.")
            : new Uri(uri);
    }

    private static DefaultAzureCredential Credential(IConfiguration configuration) =>
        new(new DefaultAzureCredentialOptions { ManagedIdentityClientId = configuration.GetSection(Connection)["clientId"] });
}
