using Azure.Core.Serialization;
using DurableSagas.Participants.Barriers;
using DurableSagas.Sagas.Composition;
using DurableSagas.Sagas.Events;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Steps.Filters;
using DurableSagas.Sagas.Steps.Interventions;
using DurableSagas.Sagas.Views;
using DurableSagas.Testing.Calls;
using DurableSagas.Testing.Client;
using DurableSagas.Testing.Faults;
using DurableSagas.Testing.Functions;
using DurableSagas.Testing.Hub;
using DurableSagas.Testing.Operators;
using DurableSagas.Testing.Queues;
using DurableSagas.Testing.Running;
using DurableSagas.Testing.Tables;
using DurableSagas.Testing.Time;
using DurableSagas.Testing.Views;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Worker;
using Microsoft.DurableTask.Worker.Shims;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.Testing;

/// <summary>The services of a test host: the kit's, and last the test's own.</summary>
internal static class TestServices
{
    public static ServiceProvider Build(SagaTestOptions options, Action<IServiceCollection>? ofTest)
    {
        var services = new ServiceCollection();
        services.AddLogging().AddOptions().AddSingleton(new HostRules(options.TimeRule, options.ExtendedSessions));
        services.AddSingleton(options.Functions is { } types ? AppFunctions.Of(types) : AppFunctions.Of(options.Assembly!));
        AddWorld(services, new VirtualTime(options.StartsAt), new CrashGate());
        AddReplay(services);
        AddHub(services);
        services.AddSagaActivities().AddSingleton<CompensationRequester>();
        ofTest?.Invoke(services);
        return services.AddSingleton(new Singletons(services)).BuildServiceProvider();
    }

    // Objects, no factories: what a provider is asked for twice, it compiles. But most hosts of an exploration need no client of tables.
    private static void AddWorld(ServiceCollection services, VirtualTime time, CrashGate crashes)
    {
        var (views, queues, faults) = (new ViewTable(), new EventQueues(time), new InjectedFaults(crashes));
        services.AddSingleton(time).AddSingleton<TimeProvider>(time);
        services.AddSingleton<DecisionsByHand>().AddSingleton<IInterventions>(provider => provider.GetRequiredService<DecisionsByHand>());
        services.AddSingleton(views).AddSingleton<ISagaProjection>(views);
        services.AddSingleton(queues).AddSingleton<ICompensationQueues>(queues).AddSingleton<IAcknowledgements>(queues);
        var tables = new MemoryTables(time);
        services.AddSingleton(tables).AddSingleton(_ => tables.Client);
        services.AddSingleton(_ => new SagaRegister(tables.Client.GetTableClient(SagaRegister.Table)));
        services.AddSingleton(crashes).AddSingleton(faults).AddSingleton<IStepFilter>(new OrderedFaultFilter(faults, crashes));
    }

    // The one place that says what crosses the history: the worker's serializer, as the app's Program sets it.
    private static void AddReplay(ServiceCollection services)
    {
        services.Configure<WorkerOptions>(worker => worker.Serializer = new JsonObjectSerializer(SagaJson.History));
        services.AddSingleton<DataConverter, SerializerDataConverter>();
        services.AddSingleton(provider => new DurableTaskWorkerOptions { DataConverter = provider.GetRequiredService<DataConverter>() });
        services.AddSingleton<DurableTaskShimFactory>();
        services.AddSingleton<Orchestrators>().AddSingleton<Activities>().AddSingleton<OrchestratorReplay>().AddSingleton<OrchestratorSessions>();
    }

    private static void AddHub(ServiceCollection services)
    {
        services.AddSingleton<TaskHub>().AddSingleton<CallLog>().AddSingleton<Episodes>().AddSingleton<ActivityCalls>();
        services.AddSingleton<HostLoop>().AddSingleton<HostTime>();
        services.AddSingleton<InstanceStarts>().AddSingleton<InstanceMessages>().AddSingleton<InstancePurges>().AddSingleton<InstanceQueries>();
        services.AddSingleton<HubService>();
    }
}
