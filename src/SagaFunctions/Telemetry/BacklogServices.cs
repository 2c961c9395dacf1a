using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.SagaFunctions.Telemetry;

internal static class BacklogServices
{
    public static IServiceCollection AddBacklog(this IServiceCollection services) =>
        services.AddSingleton<Backlog>().AddSingleton<QueueAges>().AddSingleton<OldestSaga>();
}
