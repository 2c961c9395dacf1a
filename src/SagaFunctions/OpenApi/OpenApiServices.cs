using DurableSagas.SagaFunctions.Faults;
using DurableSagas.SagaFunctions.Receivers;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Definitions.Catalog;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.SagaFunctions.OpenApi;

internal static class OpenApiServices
{
    public static IServiceCollection AddOpenApi(this IServiceCollection services) => services.AddSingleton(provider => new ApiDocument(
        provider.GetRequiredService<AppFunctions>(),
        provider.GetRequiredService<SagaCatalog>(),
        new StartMembers(provider.GetRequiredService<FaultInjection>(), provider.GetRequiredService<ReceiverRegistry>()),
        provider));
}
