using DurableSagas.EmbeddedHost.Hosting;
using Microsoft.Azure.Functions.Worker;

namespace Microsoft.Extensions.DependencyInjection;

public static class ServiceCollectionExtensions
{
    /// <summary>Adds what runs functions to the services of any host.</summary>
    public static IFunctionsWorkerApplicationBuilder AddFunctionsWorkerDefaults(
        this IServiceCollection services, Action<WorkerOptions>? configure = null)
    {
        var worker = HostServices.Add(services, Environment.GetCommandLineArgs()[1..]);
        if (configure is not null)
        {
            services.Configure(configure);
        }

        return worker;
    }
}
