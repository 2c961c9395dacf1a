using DurableSagas.LocalHost.Admin;
using DurableSagas.LocalHost.Azurite;
using DurableSagas.LocalHost.Dispatch;
using DurableSagas.LocalHost.Http;
using DurableSagas.LocalHost.Http.Forwarding;
using DurableSagas.LocalHost.Http.Routes;
using DurableSagas.LocalHost.Logging;
using DurableSagas.LocalHost.Management;
using DurableSagas.LocalHost.Settings;
using DurableSagas.LocalHost.Settings.Files;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace DurableSagas.LocalHost.Startup;

/// <summary>Everything that the host is made of, in the order in which it starts: storage, engine, routes, Kestrel.</summary>
internal static class HostApplication
{
    public static WebApplication Build(HostSettings settings, TextWriter output, Action<WebApplicationBuilder> addEngine)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(HostApplication).Assembly.GetName().Name,
            ContentRootPath = settings.Folder.Path,
            EnvironmentName = settings.EnvironmentName,
        });
        settings.AddTo(builder.Configuration);
        builder.Logging.AddHostConsole();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = RunningHost.StopTimeout);
        AddSettings(builder.Services, settings, output);
        AddHttp(builder, settings);
        addEngine(builder);

        // Started after the engine, which knows the functions by then.
        builder.Services.AddHostedService(services => services.GetRequiredService<FunctionRoutes>());
        builder.Services.AddHostedService(services => services.GetRequiredService<FunctionRuns>());
        var app = builder.Build();
        app.Run(app.Services.GetRequiredService<HttpDispatcher>().HandleAsync);
        app.Lifetime.ApplicationStarted.Register(app.Services.GetRequiredService<StartupBanner>().Print);
        return app;
    }

    private static void AddSettings(IServiceCollection services, HostSettings settings, TextWriter output)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(output);
        services.AddSingleton(settings);
        services.AddSingleton(settings.Address);
        services.AddSingleton(settings.HostJson);
        services.AddSingleton(settings.Keys);
        services.AddSingleton<StartupBanner>();
        services.AddSingleton<DevelopmentStorage>();
        services.AddHostedService(provider => provider.GetRequiredService<DevelopmentStorage>());
    }

    private static void AddHttp(WebApplicationBuilder builder, HostSettings settings)
    {
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = settings.MaxBodyBytes;
            settings.Address.Listen(options);
        });
        builder.Services.AddHttpForwarder();
        builder.Services.AddSingleton<AdminApi>();
        builder.Services.AddSingleton<ClientPrincipal>();
        builder.Services.AddSingleton<FunctionList>();
        builder.Services.AddSingleton<FunctionRoutes>();
        builder.Services.AddSingleton<FunctionRuns>();
        builder.Services.AddSingleton<Homepage>();
        builder.Services.AddSingleton<HostStatus>();
        builder.Services.AddSingleton<HttpDispatcher>();
        builder.Services.AddSingleton<HttpForwarding>();
        builder.Services.AddSingleton<HttpFunctionRunner>();
        builder.Services.AddSingleton<IHostAddress, HostAddress>();
        builder.Services.AddSingleton<ManagementEndpoint>();
        builder.Services.AddSingleton<WorkerGate>();
    }
}
