using DurableSagas.LocalHost.Functions;
using DurableSagas.LocalHost.Http;
using DurableSagas.LocalHost.Management;
using DurableSagas.LocalHost.Queues;
using DurableSagas.LocalHost.Rpc;
using DurableSagas.LocalHost.TaskHub;
using DurableSagas.LocalHost.Timers;
using DurableSagas.LocalHost.WebJobs;
using DurableSagas.LocalHost.WebJobs.Calls;
using DurableSagas.LocalHost.WebJobs.Emitting;
using DurableSagas.LocalHost.Worker;
using DurableSagas.LocalHost.Worker.Launching;
using Microsoft.AspNetCore.Builder;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Extensions.DurableTask;
using Microsoft.Azure.WebJobs.Extensions.Timers;
using Microsoft.Azure.WebJobs.Host.Bindings;
using Microsoft.Azure.WebJobs.Host.Config;
using Microsoft.Azure.WebJobs.Host.Timers;
using Microsoft.Azure.WebJobs.Hosting;
using Microsoft.Azure.WebJobs.Logging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace DurableSagas.LocalHost.Startup;

/// <summary>The worker process, the WebJobs host and the Durable extension, as services of one application.</summary>
internal static class Engine
{
    public static WebApplicationBuilder AddEngine(this WebApplicationBuilder builder, EngineOptions options)
    {
        var services = builder.Services;
        services.AddSingleton(options);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<FunctionCatalog>().AddSingleton<IFunctionCatalog>(provider => provider.GetRequiredService<FunctionCatalog>());
        services.AddSingleton<FunctionReader>();
        AddWorker(services);
        AddWebJobs(services, HostId.Of(options.AppFolder, builder.Configuration));
        services.AddTaskHub(options.TaskHub);
        services.AddSingleton<IFunctionCalls, FunctionCalls>();
        services.AddSingleton<IHttpFunctions, HttpFunctions>();
        services.AddSingleton<IManagementApi, ManagementApi>();
        return builder;
    }

    private static void AddWorker(IServiceCollection services)
    {
        services.AddSingleton<WorkerStreams>().AddSingleton<RpcServer>().AddSingleton<WorkerLog>().AddSingleton<WorkerLauncher>();
        services.AddSingleton<AppWorker>();
        services.AddSingleton<IAppWorker>(provider => provider.GetRequiredService<AppWorker>());
        services.AddSingleton<IFunctionInvoker>(provider => provider.GetRequiredService<AppWorker>());

        // First of the hosted services: the WebJobs host looks for the functions that the worker announces.
        services.AddHostedService(provider => provider.GetRequiredService<AppWorker>());
    }

    private static void AddWebJobs(IServiceCollection services, string hostId)
    {
        services.AddSingleton<ITypeLocator, EmittedTypeLocator>();
        services.AddSingleton<IWebJobsExceptionHandlerFactory, UnhandledFailures>();
        var webJobs = services.AddWebJobs(_ => { });
        webJobs.UseHostId(hostId);
        webJobs.AddAzureStorageCoreServices().AddDurableTask().AddAzureStorageQueues().AddTimers();
        QueueClientOptionsFactory.Decorate(services);
        services.AddSingleton<IBindingProvider, FunctionCallBindingProvider>();
        services.AddSingleton<ScheduleMonitor, BlobScheduleMonitor>();
#pragma warning disable CS0612, CS0618 // See LocalPlatform and ManagementAddress.
        services.AddSingleton<IPlatformInformation, LocalPlatform>();
        services.AddSingleton<IWebHookProvider, ManagementAddress>();
#pragma warning restore CS0612, CS0618
        services.AddHostedService<JobHostService>();

        // What only Application Insights reads; every invocation pays for it.
        services.Configure<FunctionResultAggregatorOptions>(aggregator => aggregator.IsEnabled = false);
    }
}
