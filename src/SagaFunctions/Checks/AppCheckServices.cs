using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.SagaFunctions.Checks;

internal static class AppCheckServices
{
    /// <summary>The first thing that happens at a start.</summary>
    /// <param name="faults">Of definitions and catalog; what is found wrong while services are added may still come to them.</param>
    public static IServiceCollection AddAppCheck(this IServiceCollection services, IReadOnlyList<string> faults) =>
        services.AddHostedService(provider => new AppCheck(faults, provider.GetRequiredService<AppFunctions>(), provider));
}
