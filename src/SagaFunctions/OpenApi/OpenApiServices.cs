using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.SagaFunctions.OpenApi;

internal static class OpenApiServices
{
    public static IServiceCollection AddOpenApi(this IServiceCollection services) => services.AddSingleton<ApiDocument>();
}
