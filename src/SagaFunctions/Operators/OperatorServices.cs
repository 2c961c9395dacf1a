using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DurableSagas.SagaFunctions.Operators;

internal static class OperatorServices
{
    public static IServiceCollection AddOperators(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment, string? role) =>
        services.AddSingleton(SettingsOf(configuration, environment, role))
            .AddSingleton(provider => new OperatorRule(provider.GetRequiredService<OperatorSettings>()));

    private static OperatorSettings SettingsOf(IConfiguration configuration, IHostEnvironment environment, string? said)
    {
        var key = Given(configuration, OperatorSettings.KeySetting);
        var role = Given(configuration, OperatorSettings.RoleSetting) ?? (IsSignInOn(configuration) && said is { Length: > 0 } ? said : null);
        return key is { Length: < OperatorSettings.MinKeyLength }
            ? throw new InvalidOperationException(
                $"Setting '{OperatorSettings.KeySetting}' has {key.Length} characters; it must have {OperatorSettings.MinKeyLength} at least, "
                + "and be hard to guess.")
            : new OperatorSettings(key, role, IsOpen: key is null && role is null && environment.IsDevelopment());
    }

    // Code goes everywhere, and where App Service authentication is off callers write its header themselves. Who sets the role there has been told.
    private static bool IsSignInOn(IConfiguration configuration) => bool.TryParse(configuration[OperatorSettings.SignInSetting], out var isOn) && isOn;

    private static string? Given(IConfiguration configuration, string setting) => configuration[setting] is { Length: > 0 } value ? value : null;
}
