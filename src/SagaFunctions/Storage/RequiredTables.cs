using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.SagaFunctions.Storage;

/// <summary>Names the app's tables.</summary>
public static class RequiredTables
{
    /// <summary>Names a table that must exist before the first function runs.</summary>
    public static IServiceCollection AddTable(this IServiceCollection services, string name) => services.AddSingleton(new RequiredTable(name));
}
