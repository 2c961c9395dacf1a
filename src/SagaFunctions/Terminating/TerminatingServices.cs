using DurableSagas.Projections.Hub;
using DurableSagas.Projections.Views;
using DurableSagas.SagaFunctions.Interventions;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.SagaFunctions.Terminating;

internal static class TerminatingServices
{
    public static IServiceCollection AddTerminating(this IServiceCollection services) => services.AddSingleton(provider => new SagaTerminator(
        provider.GetRequiredService<InterventionTable>(), provider.GetRequiredService<StuckSagaReader>(), provider.GetRequiredService<SagaViews>()));
}
