using DurableSagas.SagaFunctions.Declared.Participants;
using DurableSagas.SagaFunctions.Declared.Registration;
using DurableSagas.SagaFunctions.Declared.Stored;
using DurableSagas.SagaFunctions.Outgoing;
using DurableSagas.Sagas.Definitions.Catalog;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.SagaFunctions.Declared;

internal static class DeclaredServices
{
    public static IServiceCollection AddDeclaredTransactions(this IServiceCollection services, IDictionary<string, ParticipantSettings> participants)
    {
        services.AddSingleton(provider => new ParticipantRegistry(provider.GetRequiredService<IConfiguration>(), participants));
        services.AddSingleton<TransactionSchema>().AddSingleton<DocumentReader>().AddSingleton<ParticipantClient>();
        services.AddSingleton(provider => new SubSagas(
            provider.GetRequiredService<SagaCatalog>(), provider.GetRequiredService<AppFunctions>(), provider.GetRequiredService<StoredDefinitions>()));
        services.AddHostedService<ParticipantCheck>();
        services.AddOutgoingClient(ParticipantClient.HttpClientName);
        return services;
    }
}
