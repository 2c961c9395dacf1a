using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DurableSagas.SagaFunctions.Outgoing;

/// <summary>HTTP clients that call others with keys of this app.</summary>
internal static class OutgoingClients
{
    public static IServiceCollection AddOutgoingClient(this IServiceCollection services, string name)
    {
        services.TryAddSingleton<OutgoingProxy>();
        services.AddHttpClient(name)
            // Neither what is sent nor what authenticates it belongs into a log: who calls logs how it went.
            .RemoveAllLoggers()
            // The whole attempt has a time-out of its own; a redirect could lead anywhere, with the key.
            .ConfigureHttpClient(client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(provider => HandlerOf(provider.GetRequiredService<OutgoingProxy>()));
        return services;
    }

    internal static SocketsHttpHandler HandlerOf(OutgoingProxy proxy) => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.All,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        Proxy = proxy.Address is { } address ? new WebProxy(address) : null,
        UseCookies = false,
        UseProxy = proxy.Address is not null,
    };
}
