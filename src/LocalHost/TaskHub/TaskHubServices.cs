using Microsoft.Azure.WebJobs.Extensions.DurableTask;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.LocalHost.TaskHub;

/// <summary>Tells the Durable extension which task hub to use, whatever host.json says of it.</summary>
internal static class TaskHubServices
{
    private const string TypeSetting = "type";

    public static IServiceCollection AddTaskHub(this IServiceCollection services, TaskHubOptions options)
    {
        services.AddSingleton(options);
        if (options.Kind == TaskHubKind.Sqlite)
        {
            services.AddSingleton<IDurabilityProviderFactory, SqliteDurabilityProviderFactory>();
            services.PostConfigure<DurableTaskOptions>(durable => durable.StorageProvider[TypeSetting] = SqliteDurabilityProviderFactory.ProviderName);
        }
        else
        {
            services.PostConfigure<DurableTaskOptions>(durable => durable.StorageProvider[TypeSetting] = nameof(TaskHubKind.AzureStorage));
        }

        return services;
    }
}
