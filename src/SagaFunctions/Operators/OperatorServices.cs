using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DurableSagas.SagaFunctions.Operators;

internal static class OperatorServices
{
    public static IServiceCollection AddOperators(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment) =>
        services.AddSingleton(SettingsOf(configuration, environment)).AddSingleton<OperatorRule>();

    private static OperatorSettings SettingsOf(IConfiguration configuration, IHostEnvironment environment)
    {
        var key = Given(configuration, OperatorSettings.KeySetting);
        var role = Given(configuration, OperatorSettings.RoleSetting);
        return key is { Length: < OperatorSettings.MinKeyLength }
            ? throw new InvalidOperationException($"Setting '{OperatorSettings.KeySetting}' has {key.Length} characters; it must have {OperatorSettings.MinKeyLength} at least, and be hard to guess.")
            : new OperatorSettings(key, role, IsOpen: key is null && role is null && environment.IsDevelopment());
    }

    private static string? Given(IConfiguration configuration, string setting) => configuration[setting] is { Length: > 0 } value ? value : null;
}
