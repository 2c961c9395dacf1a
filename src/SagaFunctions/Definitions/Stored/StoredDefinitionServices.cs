using DurableSagas.SagaFunctions.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.SagaFunctions.Definitions.Stored;

internal static class StoredDefinitionServices
{
    public static IServiceCollection AddStoredDefinitions(this IServiceCollection services)
    {
        services.AddTable(StoredDefinitions.Table).AddSingleton<StoredDefinitions>();
        return services.AddHostedService<StoredNames>();
    }
}
