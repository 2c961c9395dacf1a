using DurableSagas.SagaFunctions.Composition;
using DurableSagas.SagaFunctions.Faults;
using DurableSagas.SagaFunctions.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Internal;

namespace DurableSagas.SagaFunctions.Tests.Storage;

/// <summary>The tables that the app creates when it starts, as its own services name them.</summary>
internal static class AppTables
{
    public static IReadOnlyList<string> Names { get; } = Find();

    private static string[] Find()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("AzureWebJobsStorage", "UseDevelopmentStorage=true"), new(FaultInjection.Setting, "true")]).Build();
        var services = new ServiceCollection().AddSagas(configuration, new HostingEnvironment(), new SagaAppOptions { Workflows = ExampleApp.Assembly });
        return [.. services.Select(service => service.ImplementationInstance).OfType<RequiredTable>().Select(table => table.Name).Distinct().Order(StringComparer.Ordinal)];
    }
}
