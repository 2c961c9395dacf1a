using Azure.Core.Serialization;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Events;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps;
using DurableSagas.Testing.Calls;
using DurableSagas.Testing.Client;
using DurableSagas.Testing.Faults;
using DurableSagas.Testing.Functions;
using DurableSagas.Testing.Hub;
using DurableSagas.Testing.Queues;
using DurableSagas.Testing.Running;
using DurableSagas.Testing.Time;
using DurableSagas.Testing.Views;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Worker;
using Microsoft.DurableTask.Worker.Shims;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DurableSagas.Testing;

/// <summary>The services of a test host: the kit's, and last the test's own.</summary>
internal static class TestServices
{
    public static ServiceProvider Build(SagaTestOptions options, Action<IServiceCollection>? ofTest)
    {
        var services = new ServiceCollection();
        services.AddLogging().AddOptions().AddSingleton(options);
        services.AddSingleton(new VirtualTime(options.StartsAt)).AddSingleton<TimeProvider>(provider => provider.GetRequiredService<VirtualTime>());
        services.AddSingleton(options.Functions is { } types ? AppFunctions.Of(types) : AppFunctions.Of(options.Assembly!));
        AddReplay(services);
        AddHub(services, options);
        AddSagas(services);
        ofTest?.Invoke(services);
        services.AddSingleton(new Singletons(services));
        return services.BuildServiceProvider();
    }

    // The one place that says what crosses the history: the worker's serializer, as the app's Program sets it.
    private static void AddReplay(ServiceCollection services)
    {
        services.Configure<WorkerOptions>(worker => worker.Serializer = new JsonObjectSerializer(SagaJson.History));
        services.AddSingleton<DataConverter>(provider => new SerializerDataConverter(provider.GetRequiredService<IOptions<WorkerOptions>>().Value.Serializer!));
        services.AddSingleton(provider => new DurableTaskShimFactory(
            new DurableTaskWorkerOptions { DataConverter = provider.GetRequiredService<DataConverter>() },
            provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton<Orchestrators>().AddSingleton<Activities>().AddSingleton<OrchestratorReplay>();
    }

    private static void AddHub(ServiceCollection services, SagaTestOptions options)
    {
        services.AddSingleton<CrashGate>().AddSingleton<TaskHub>().AddSingleton<CallLog>().AddSingleton<Episodes>().AddSingleton<ActivityCalls>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<HostLoop>(provider, options.TimeRule)).AddSingleton<HostTime>();
        services.AddSingleton<InstanceStarts>().AddSingleton<InstanceMessages>().AddSingleton<InstancePurges>().AddSingleton<InstanceQueries>().AddSingleton<HubService>();
    }

    private static void AddSagas(ServiceCollection services)
    {
        services.AddSingleton<StepRunner>().AddSingleton<TimelineRecorder>().AddSingleton<CompensationRequester>();
        services.AddSingleton<ViewTable>().AddSingleton<ISagaProjection>(provider => provider.GetRequiredService<ViewTable>());
        services.AddSingleton<EventQueues>().AddSingleton<ICompensationQueues>(provider => provider.GetRequiredService<EventQueues>()).AddSingleton<IAcknowledgements>(provider => provider.GetRequiredService<EventQueues>());
        services.AddSingleton(provider => new InjectedFaults(provider.GetRequiredService<CrashGate>())).AddSingleton<IStepFilter, FaultFilter>();
    }
}
