using DurableSagas.Projections.Hub;
using DurableSagas.Projections.Views;
using DurableSagas.SagaFunctions.Storage;
using DurableSagas.SagaFunctions.Terminating;
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
            provider.GetRequiredService<InterventionTable>(), provider.GetRequiredService<AppFunctions>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new SagaTerminator(
            provider.GetRequiredService<InterventionTable>(), provider.GetRequiredService<StuckSagaReader>(), provider.GetRequiredService<SagaViews>()));
}
