using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;

namespace DurableSagas.LocalHost.TaskHub;

/// <summary>Which of the registered task hubs the Durable extension uses; host.json may name another, for Azure.</summary>
internal static class TaskHubChoice
{
    private const string ProviderType = "AzureWebJobs:extensions:durableTask:storageProvider:type";

    /// <summary>Its names, by those of the host's setting: each is the name of an <c>IDurabilityProviderFactory</c>.</summary>
    private static readonly Dictionary<string, string> _providers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["azurestorage"] = "AzureStorage",
        ["sqlite"] = "Sqlite",
    };

    public static void UseTaskHub(this WebApplicationBuilder builder, string taskHub) =>
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create(ProviderType, (string?)_providers[taskHub])]);
}
