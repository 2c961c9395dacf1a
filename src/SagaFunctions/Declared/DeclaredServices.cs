using System.Net;
using DurableSagas.SagaFunctions.Declared.Participants;
using DurableSagas.SagaFunctions.Declared.Registration;
using DurableSagas.SagaFunctions.Declared.Stored;
using DurableSagas.Sagas.Definitions.Catalog;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.SagaFunctions.Declared;

internal static class DeclaredServices
{
    public static IServiceCollection AddDeclaredTransactions(this IServiceCollection services, IDictionary<string, ParticipantSettings> participants)
    {
        services.AddSingleton(provider => new ParticipantRegistry(provider.GetRequiredService<IConfiguration>(), participants));
        services.AddSingleton<TransactionSchema>().AddSingleton<DocumentReader>().AddSingleton<ParticipantClient>().AddSingleton<ParticipantProxy>();
        services.AddSingleton(provider => new SubSagas(
            provider.GetRequiredService<SagaCatalog>(), provider.GetRequiredService<AppFunctions>(), provider.GetRequiredService<StoredDefinitions>()));
        services.AddHostedService<ParticipantCheck>();
        services.AddHttpClient(ParticipantClient.HttpClientName)
            // Neither what is asked nor what authenticates it belongs into a log: the step's own log says how it went.
            .RemoveAllLoggers()
            // The whole attempt has a time-out of its own; a redirect could lead anywhere, with the participant's key.
            .ConfigureHttpClient(client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(provider => HandlerOf(provider.GetRequiredService<ParticipantProxy>()));
        return services;
    }

    internal static SocketsHttpHandler HandlerOf(ParticipantProxy proxy) => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.All,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        Proxy = proxy.Address is { } address ? new WebProxy(address) : null,
        UseCookies = false,
        UseProxy = proxy.Address is not null,
    };
}
