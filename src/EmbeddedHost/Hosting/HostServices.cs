using System.Reflection;
using System.Text.Json;
using Azure.Core.Serialization;
using DurableSagas.EmbeddedHost.Functions;
using DurableSagas.EmbeddedHost.Http;
using DurableSagas.EmbeddedHost.Management;
using DurableSagas.EmbeddedHost.Queues;
using DurableSagas.EmbeddedHost.Timers;
using DurableSagas.EmbeddedHost.Triggers;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DurableSagas.EmbeddedHost.Hosting;

/// <summary>Everything that the host is made of; each part can be replaced by registering it first.</summary>
internal static class HostServices
{
    public static FunctionsWorkerBuilder Add(IServiceCollection services, string[] arguments)
    {
        if (services.FirstOrDefault(service => service.ServiceType == typeof(MiddlewarePipeline))?.ImplementationInstance
            is MiddlewarePipeline registered)
        {
            return new FunctionsWorkerBuilder(services, registered);
        }

        var pipeline = new MiddlewarePipeline();
        services.AddSingleton(pipeline);
        services.TryAddSingleton(TimeProvider.System);
        AddSettings(services, arguments);
        AddFunctions(services);
        AddHttp(services);
        AddManagement(services);
        AddTriggers(services);
        services.TryAddSingleton<TaskHubFile>();
        services.TryAddSingleton<IDurableEngine, HostedEngine>();
        services.AddHostedService<FunctionsHostService>();
        return new FunctionsWorkerBuilder(services, pipeline);
    }

    private static void AddSettings(IServiceCollection services, string[] arguments)
    {
        services.TryAddSingleton(provider => HostFolders.Of(provider.GetRequiredService<IConfiguration>()));
        services.TryAddSingleton(provider => LocalSettings.Load(provider.GetRequiredService<HostFolders>()));
        services.TryAddSingleton(provider => HostJsonFile.Load(
            provider.GetRequiredService<HostFolders>(), provider.GetRequiredService<IConfiguration>()));
        services.TryAddSingleton(_ => HostArguments.Parse(arguments));
        services.TryAddSingleton<DevelopmentStorage>();
        services.AddSingleton<IConfigureOptions<LoggerFilterOptions>, HostJsonLogLevels>();
    }

    private static void AddFunctions(IServiceCollection services)
    {
        services.AddOptions<JsonSerializerOptions>().Configure(options => options.PropertyNameCaseInsensitive = true);
        services.AddOptions<WorkerOptions>()
            .Configure<IOptions<JsonSerializerOptions>>((options, json) => options.Serializer = new JsonObjectSerializer(json.Value))
            .Configure(options => options.InputConverters.Register<ValueConverter>());
        services.TryAddSingleton(_ => FunctionSource.Of(Assembly.GetEntryAssembly()!));
        services.TryAddSingleton(provider => new FunctionCatalog(
            FunctionDiscovery.Find(provider.GetRequiredService<FunctionSource>()),
            function => IsDisabled(provider.GetRequiredService<IConfiguration>(), function.Name)));
        services.TryAddSingleton<InputConversion>();
        services.TryAddSingleton<FunctionInvoker>();
        services.TryAddSingleton<IDurableFunctions, DurableFunctions>();
    }

    private static void AddHttp(IServiceCollection services)
    {
        services.TryAddSingleton<FunctionKeys>();
        services.TryAddSingleton<FunctionRoutes>();
        services.TryAddSingleton<HttpFunctionRunner>();
        services.TryAddSingleton<HttpDispatcher>();
        services.TryAddSingleton(provider => ListenAddress.Of(
            provider.GetRequiredService<HostArguments>(),
            provider.GetRequiredService<LocalSettings>().HttpPort,
            provider.GetRequiredService<FunctionKeys>()));
        services.TryAddSingleton<HttpServer>();
        services.TryAddSingleton(provider => new StartupBanner(
            provider.GetRequiredService<FunctionCatalog>(), provider.GetRequiredService<FunctionRoutes>(), Console.Out));
    }

    private static void AddManagement(IServiceCollection services)
    {
        services.TryAddSingleton<CheckStatus>();
        services.TryAddSingleton<CommandRoutes>();
        services.TryAddSingleton<ManagementApi>();
        services.TryAddSingleton<ManagementLink>();
        services.TryAddSingleton<PurgeRoutes>();
        services.TryAddSingleton<StartRoutes>();
        services.TryAddSingleton<StatusRoutes>();
    }

    private static void AddTriggers(IServiceCollection services)
    {
        services.TryAddSingleton<QueueConnections>();
        services.TryAddSingleton<QueueOutputs>();
        services.TryAddSingleton<TimerSchedules>();
        services.AddSingleton<ITriggerListener, QueueListener>();
        services.AddSingleton<ITriggerListener, TimerListener>();
        services.TryAddSingleton<TriggerListeners>();
        services.TryAddSingleton<AdminApi>();
    }

    private static bool IsDisabled(IConfiguration configuration, string functionName) =>
        (configuration[$"AzureWebJobs.{functionName}.Disabled"] ?? configuration[$"AzureWebJobs_{functionName}_Disabled"])
            is { } value && (value == "1" || value.Equals("true", StringComparison.OrdinalIgnoreCase));
}
