using Microsoft.Extensions.Configuration;

namespace DurableSagas.LocalHost.Settings;

/// <summary>The app's task hub, as host.json and what overrides it name it.</summary>
internal static class TaskHubName
{
    // The extension's own, where nothing is said and no site names it.
    private const string Default = "TestHubName";

    public static string Of(IConfiguration configuration) => configuration["AzureWebJobs:extensions:durableTask:hubName"] switch
    {
        null or "" => Default,
        ['%', .. { Length: > 0 } setting, '%'] => configuration[setting] ?? Default,
        var name => name,
    };
}
