using DurableSagas.SagaFunctions.Starting;
using DurableSagas.SagaFunctions.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.SagaFunctions.Declared.Stored;

internal static class StoredDefinitionServices
{
    public static IServiceCollection AddStoredDefinitions(this IServiceCollection services)
    {
        services.AddTable(StoredDefinitions.Table).AddSingleton<StoredDefinitions>().AddSingleton<IStoredStarts, StoredStarts>();
        return services.AddHostedService<StoredNames>();
    }
}
