using DurableSagas.EmbeddedHost.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace DurableSagas.EmbeddedHost.Hosting;

/// <summary>The app's configuration in func's order: local settings, over them the environment, over that the command line.</summary>
internal static class HostConfiguration
{
    public static void Add(IConfigurationBuilder builder, string[] arguments)
    {
        var environment = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(Pairs(arguments)).Build();
        var settings = LocalSettings.Load(HostFolders.Of(environment));
        builder.AddInMemoryCollection(settings.Values);
        builder.AddEnvironmentVariables();
        builder.AddCommandLine(Pairs(arguments));
    }

    /// <summary>Development, as func has it, unless the environment names another; with keys to ask for it is no developer's own host any more.</summary>
    public static string EnvironmentName(IConfiguration configuration) =>
        configuration["AZURE_FUNCTIONS_ENVIRONMENT"] ?? configuration["DOTNET_ENVIRONMENT"] ?? (new FunctionKeys(configuration).AreConfigured ? Environments.Production : Environments.Development);

    public static void AddEnvironmentName(IConfigurationBuilder builder)
    {
        var environment = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        builder.AddInMemoryCollection([KeyValuePair.Create(HostDefaults.EnvironmentKey, (string?)EnvironmentName(environment))]);
    }

    // Only --Key=value sets configuration; --port and the like are the host's own.
    private static string[] Pairs(string[] arguments) =>
        [.. arguments.Where(argument => argument.StartsWith("--", StringComparison.Ordinal) && argument.Contains('=', StringComparison.Ordinal))];
}
