using System.Collections.Concurrent;
using System.Reflection;
using Azure.Core.Serialization;
using DurableSagas.EmbeddedHost.Functions;
using DurableSagas.EmbeddedHost.Hosting;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Events;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps;
using DurableSagas.Testing.Calls;
using DurableSagas.Testing.Faults;
using DurableSagas.Testing.Queues;
using DurableSagas.Testing.Time;
using DurableSagas.Testing.Views;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.Testing.Engine;

/// <summary>The services of a test host: those of the embedded host, the kit's, and last the test's own.</summary>
internal static class TestServices
{
    // Reflection over an app takes longer than all the rest of a start.
    private static readonly ConcurrentDictionary<Assembly, FunctionCatalog> _catalogs = new();

    public static ServiceProvider Build(SagaTestOptions options, Action<IServiceCollection>? ofTest)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddSingleton(new HostJson());
        services.AddSingleton(options);
        services.AddSingleton(CatalogOf(options));
        services.AddSingleton(new VirtualTime(options.StartsAt));
        services.AddSingleton<TimeProvider>(provider => provider.GetRequiredService<VirtualTime>());
        HostServices.Add(services, []);
        services.Configure<WorkerOptions>(worker => worker.Serializer = new JsonObjectSerializer(SagaJson.Options));
        AddKit(services);
        ofTest?.Invoke(services);
        return services.BuildServiceProvider();
    }

    private static void AddKit(ServiceCollection services)
    {
        services.AddSingleton<StepRunner>().AddSingleton<TimelineRecorder>();
        services.AddSingleton<ViewTable>().AddSingleton<ISagaProjection>(provider => provider.GetRequiredService<ViewTable>());
        services.AddSingleton<EventQueues>().AddSingleton<ICompensationQueues>(provider => provider.GetRequiredService<EventQueues>()).AddSingleton<IAcknowledgements>(provider => provider.GetRequiredService<EventQueues>());
        services.AddSingleton<CompensationRequester>();
        services.AddSingleton<CrashGate>().AddSingleton(provider => new InjectedFaults(provider.GetRequiredService<CrashGate>()));
        services.AddSingleton<IStepFilter, FaultFilter>();
        services.AddSingleton<CallLog>().AddSingleton<DurableFunctions>().AddSingleton<SagaOrchestrators>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<TestFunctions>(provider, provider.GetRequiredService<SagaTestOptions>().TimeRule));
    }

    private static FunctionCatalog CatalogOf(SagaTestOptions options) => options.Functions is { } types
        ? Catalog(FunctionSource.Of([.. types]))
        : _catalogs.GetOrAdd(options.Assembly!, static assembly => Catalog(FunctionSource.Of(assembly)));

    private static FunctionCatalog Catalog(FunctionSource source) => new(FunctionDiscovery.Find(source), _ => false);
}
