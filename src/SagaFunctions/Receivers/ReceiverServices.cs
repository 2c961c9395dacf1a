using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.SagaFunctions.Receivers;

internal static class ReceiverServices
{
    public static IServiceCollection AddReceivers(this IServiceCollection services, IDictionary<string, ReceiverSettings> receivers) => services
        .AddSingleton(provider => new ReceiverRegistry(provider.GetRequiredService<IConfiguration>(), receivers))
        .AddSingleton<NotifyRequest>()
        .AddHostedService<ReceiverCheck>();
}
