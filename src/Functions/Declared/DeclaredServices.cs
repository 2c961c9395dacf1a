using DurableSagas.Functions.Declared.Participants;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.Functions.Declared;

internal sealed class DeclaredServices : IWorkflowServices
{
    public void AddTo(IServiceCollection services)
    {
        services.AddSingleton<TransactionSchema>().AddSingleton<ParticipantRegistry>().AddSingleton<ParticipantClient>();
        services.AddHttpClient(ParticipantClient.HttpClientName)
            // The whole attempt has a time-out of its own; a redirect could lead anywhere, with the participant's key.
            .ConfigureHttpClient(client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) });
    }
}
