using DurableSagas.Functions.Events;
using DurableSagas.Functions.Faults;
using DurableSagas.Functions.Storage;
using DurableSagas.Sagas.Definitions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.Functions.Tests.Storage;

/// <summary>The tables that the app creates when it starts, as its own services name them.</summary>
internal static class AppTables
{
    public static IReadOnlyList<string> Names { get; } = Find();

    private static string[] Find()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("AzureWebJobsStorage", "UseDevelopmentStorage=true"), new(FaultInjection.Setting, "true")]).Build();
        var services = new ServiceCollection();
        services.AddTables(configuration);
        services.AddCompensationByEvent(SagaCatalog.Of(typeof(StorageServices).Assembly));
        services.AddFaultInjection(configuration);
        services.AddWorkflows(typeof(StorageServices).Assembly);
        return [.. services.Select(service => service.ImplementationInstance).OfType<RequiredTable>().Select(table => table.Name).Distinct().Order(StringComparer.Ordinal)];
    }
}
