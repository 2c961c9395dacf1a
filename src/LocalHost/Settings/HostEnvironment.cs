using DurableSagas.LocalHost.Keys;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace DurableSagas.LocalHost.Settings;

/// <summary>Development, as func has it, unless a setting names another; with keys to ask for it is nobody's own machine any more.</summary>
internal static class HostEnvironment
{
    public const string Setting = "AZURE_FUNCTIONS_ENVIRONMENT";

    public static string NameOf(IConfiguration settings, HostKeys keys) => settings[Setting] switch
    {
        { Length: > 0 } name when keys.AreConfigured && name.Equals(Environments.Development, StringComparison.OrdinalIgnoreCase) =>
            throw new HostStartException(
                $"'{Setting}' is '{name}', where an app may trust everyone, and keys are configured ('{HostKeys.Section}'). Take one of the two away."),
        { Length: > 0 } name => name,
        _ => keys.AreConfigured ? Environments.Production : Environments.Development,
    };
}
