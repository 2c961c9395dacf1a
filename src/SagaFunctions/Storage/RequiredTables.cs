using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.SagaFunctions.Storage;

public static class RequiredTables
{
    /// <summary>Names a table that must exist before the first function runs.</summary>
    public static IServiceCollection AddTable(this IServiceCollection services, string name) => services.AddSingleton(new RequiredTable(name));
}
