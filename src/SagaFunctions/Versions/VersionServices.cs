using DurableSagas.Projections.Versions;
using DurableSagas.SagaFunctions.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.SagaFunctions.Versions;

internal static class VersionServices
{
    /// <summary>Checks at every start that sagas under way can go on. It reads tables: what creates them comes before it.</summary>
    public static IServiceCollection AddVersionCheck(this IServiceCollection services) => services
        .AddTable(DefinitionTable.Table)
        .AddSingleton<MissingVersions>()
        .AddSingleton<ChangedVersions>()
        .AddHostedService<VersionCheck>();
}
