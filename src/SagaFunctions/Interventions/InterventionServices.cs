using DurableSagas.SagaFunctions.Storage;
using DurableSagas.Sagas.Steps.Interventions;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.SagaFunctions.Interventions;

internal static class InterventionServices
{
    public static IServiceCollection AddInterventions(this IServiceCollection services) => services
        .AddTable(InterventionTable.Table)
        .AddSingleton<InterventionTable>()
        .AddSingleton<IInterventions>(provider => provider.GetRequiredService<InterventionTable>())
        .AddSingleton<ISagaRows>(provider => provider.GetRequiredService<InterventionTable>())
        .AddSingleton(provider => new SagaInterventions(
            provider.GetRequiredService<InterventionTable>(), provider.GetRequiredService<AppFunctions>(), provider.GetRequiredService<TimeProvider>()));
}
