using DurableSagas.SagaFunctions.Http.Bodies;
using DurableSagas.SagaFunctions.Starting;
using DurableSagas.SagaFunctions.Storage;
using DurableSagas.Sagas.Definitions.Catalog;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DurableSagas.SagaFunctions.Messages;

/// <summary>Starting sagas by messages.</summary>
public static class MessageServices
{
    /// <summary>Has the queue of a <see cref="MessageStart{TRequest}"/>, and its poison queue, created before the first function runs.</summary>
    public static IServiceCollection AddStartQueue(this IServiceCollection services, string queue) => services.AddSingleton(new RequiredQueue(queue));

    internal static IServiceCollection AddMessageStarts(this IServiceCollection services) => services
        .AddTable(DeadMessageTable.Table)
        .AddSingleton<DeadMessageTable>()
        .AddSingleton(provider => new MessageStarter(
            provider.GetRequiredService<SagaCatalog>(),
            provider.GetRequiredService<SagaStarter>(),
            provider.GetRequiredService<RequestValidation>(),
            provider.GetRequiredService<DeadMessageTable>(),
            provider.GetRequiredService<ILogger<MessageStarter>>()));
}
